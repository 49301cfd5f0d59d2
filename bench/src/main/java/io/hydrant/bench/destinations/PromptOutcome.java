package io.hydrant.bench.destinations;

import io.hydrant.bench.report.Samples;

/**
 * How long records took from their put to the endpoint, without buffering.
 *
 * @param round from 1
 * @param putsPerSecond one record each
 * @param millis of each record
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PromptOutcome(int round, int putsPerSecond, double[] millis) {
    /** The time that a share of the records, 0 to 1, did not exceed. */
    double percentile(double share) {
        return Samples.percentile(millis, share);
    }
}
