package io.hydrant.bench.convert;

/**
 * A run of one step alone, as its JVM is told.
 *
 * @param kind of events
 * @param step which
 * @param warmUpSeconds how long it works before it is measured
 * @param seconds how long it is measured
 */
public record StepRun(EventKind kind, ConvertStep step, double warmUpSeconds, double seconds) {}
