package io.hydrant.core.record;

/**
 * A batch on its way into the buffer of one shard.
 *
 * @param shard number of the buffer: chosen so that the subtask which read the batch also owns the buffer
 * @param batch the records; may be empty when {@code flush} is set
 * @param flush whether the buffer is to be delivered now, whatever its size and age
 */
public record Bundle(int shard, RecordBatch batch, boolean flush) {}
