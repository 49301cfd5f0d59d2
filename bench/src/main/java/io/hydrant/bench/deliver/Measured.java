package io.hydrant.bench.deliver;

import io.hydrant.bench.process.Consumption;

/**
 * What a contestant's JVM answers.
 *
 * @param bytes of records that were read in the measured part of the run
 * @param consumption what that part took
 * @param heapBytes the most that was left in the heap by a collection
 * @param checkpointBytes the largest checkpoint, all of its state
 * @param checkpointMillis the longest checkpoint, from its start to its end
 */
public record Measured(
        long bytes, Consumption consumption, long heapBytes, long checkpointBytes, long checkpointMillis) {}
