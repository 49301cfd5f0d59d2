package io.hydrant.bench.destinations;

import io.hydrant.bench.process.Consumption;

/**
 * What the JVM of a contestant answers.
 *
 * @param records that arrived while it was measured
 * @param bytes of these, as they came
 * @param posted records in all, of the unmeasured passes too
 * @param consumption what the measured ones took
 */
record HttpMeasured(long records, long bytes, long posted, Consumption consumption) {}
