package io.hydrant.bench.convert;

import io.hydrant.bench.deliver.Contestant;
import io.hydrant.bench.deliver.Measured;

/**
 * One run of a job that converted everything.
 *
 * @param kind of events
 * @param format of the files
 * @param contestant who
 * @param round from 1
 * @param eventBytes of all events, as JSON
 * @param files that were written
 * @param fileBytes of all files
 * @param measured what its JVM said
 */
record JobOutcome(
        EventKind kind,
        FileFormat format,
        Contestant contestant,
        int round,
        long eventBytes,
        int files,
        long fileBytes,
        Measured measured) {

    double megabytesPerSecond() {
        return measured.bytes() / 1e6 / measured.consumption().seconds();
    }

    double megabytesPerCpuSecond() {
        return measured.bytes() / 1e6 / measured.consumption().cpuSeconds();
    }

    double fileMegabytes() {
        return fileBytes / 1e6;
    }
}
