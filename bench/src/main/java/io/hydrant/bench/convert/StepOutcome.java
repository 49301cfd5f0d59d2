package io.hydrant.bench.convert;

/**
 * One run of a step alone.
 *
 * @param kind of events
 * @param step which
 * @param round from 1
 * @param measured what its JVM said
 */
record StepOutcome(EventKind kind, ConvertStep step, int round, StepMeasured measured) {
    double nanosPerEvent() {
        return measured.consumption().cpuSeconds() * 1e9 / measured.events();
    }

    double megabytesPerCpuSecond() {
        return measured.bytes() / 1e6 / measured.consumption().cpuSeconds();
    }
}
