package io.hydrant.bench.processing;

/**
 * One run of a processor alone.
 *
 * @param size mean bytes per event
 * @param step which
 * @param round from 1
 * @param measured what its JVM said
 */
record StepOutcome(int size, Step step, int round, StepMeasured measured) {
    double nanosPerEvent() {
        return measured.consumption().cpuSeconds() * 1e9 / measured.events();
    }

    double megabytesPerCpuSecond() {
        return measured.bytes() / 1e6 / measured.consumption().cpuSeconds();
    }
}
