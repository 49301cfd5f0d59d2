package io.hydrant.bench.load;

/**
 * One run that wrote everything.
 *
 * @param contestant who
 * @param round from 1
 * @param records how many
 * @param measured what its JVM said
 */
record TableOutcome(TableContestant contestant, int round, long records, TableMeasured measured) {
    double recordsPerSecond() {
        return records / measured.consumption().seconds();
    }

    double recordsPerCpuSecond() {
        return records / measured.consumption().cpuSeconds();
    }
}
