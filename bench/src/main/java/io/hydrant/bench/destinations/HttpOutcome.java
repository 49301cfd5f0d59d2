package io.hydrant.bench.destinations;

/**
 * One run that delivered everything.
 *
 * @param size mean bytes per record
 * @param contestant who
 * @param round from 1
 * @param measured what its JVM said
 */
record HttpOutcome(int size, HttpContestant contestant, int round, HttpMeasured measured) {
    double recordsPerSecond() {
        return measured.records() / measured.consumption().seconds();
    }

    double recordsPerCpuSecond() {
        return measured.records() / measured.consumption().cpuSeconds();
    }

    double megabytesPerCpuSecond() {
        return measured.bytes() / 1e6 / measured.consumption().cpuSeconds();
    }
}
