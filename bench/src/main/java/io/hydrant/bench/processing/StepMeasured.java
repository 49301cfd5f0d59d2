package io.hydrant.bench.processing;

import io.hydrant.bench.process.Consumption;

/**
 * What the JVM of a processor answers.
 *
 * @param events that were processed in the measured part
 * @param bytes of those events, as they are delivered
 * @param consumption what that part took
 */
public record StepMeasured(long events, long bytes, Consumption consumption) {}
