package io.hydrant.bench.processing;

import io.hydrant.bench.deliver.Measured;

/**
 * One run of a job.
 *
 * @param size mean bytes per event
 * @param job which
 * @param with whether with its processors, or without
 * @param round from 1
 * @param events in the topic
 * @param eventBytes of all events, as they are to be delivered
 * @param share of the topic that was read in the measured part, 0 to 1
 * @param files that were written
 * @param measured what its JVM said
 */
record JobOutcome(
        int size,
        JobCase job,
        boolean with,
        int round,
        long events,
        long eventBytes,
        double share,
        int files,
        Measured measured) {

    double megabytesPerSecond() {
        return eventBytes * share / 1e6 / measured.consumption().seconds();
    }

    double megabytesPerCpuSecond() {
        return eventBytes * share / 1e6 / measured.consumption().cpuSeconds();
    }

    double nanosPerEvent() {
        return measured.consumption().cpuSeconds() * 1e9 / (events * share);
    }
}
