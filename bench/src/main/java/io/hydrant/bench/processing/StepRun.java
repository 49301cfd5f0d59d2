package io.hydrant.bench.processing;

/**
 * A run of one processor alone, as its JVM is told.
 *
 * @param step which
 * @param size mean bytes per event
 * @param warmUpSeconds how long it works before it is measured
 * @param seconds how long it is measured
 */
public record StepRun(Step step, int size, double warmUpSeconds, double seconds) {}
