package io.hydrant.bench.deliver;

import io.hydrant.bench.process.Consumption;

/**
 * What a contestant's JVM answers.
 *
 * @param bytes of records that were read in the measured part of the run
 * @param consumption what that part took
 */
record Measured(long bytes, Consumption consumption) {}
