package io.hydrant.bench.convert;

import io.hydrant.bench.process.Consumption;

/**
 * What the JVM of a step answers.
 *
 * @param events that were read in the measured part
 * @param bytes of those events
 * @param consumption what that part took
 */
public record StepMeasured(long events, long bytes, Consumption consumption) {}
