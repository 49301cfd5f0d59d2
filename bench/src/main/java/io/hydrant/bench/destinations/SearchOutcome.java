package io.hydrant.bench.destinations;

/**
 * One run that delivered everything.
 *
 * @param size mean bytes per record
 * @param contestant who
 * @param round from 1
 * @param records how many
 * @param measured what its JVM said
 */
record SearchOutcome(int size, SearchContestant contestant, int round, long records, SearchMeasured measured) {
    double recordsPerCpuSecond() {
        return records / measured.consumption().cpuSeconds();
    }

    double megabytesPerCpuSecond() {
        return measured.bytes() / 1e6 / measured.consumption().cpuSeconds();
    }

    double recordsPerSecond() {
        return records / measured.consumption().seconds();
    }
}
