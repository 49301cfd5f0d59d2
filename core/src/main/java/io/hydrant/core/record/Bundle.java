package io.hydrant.core.record;

/**
 * A batch on its way into the buffer of one shard.
 *
 * @param shard number of the buffer: chosen so that the subtask which read the batch also owns the buffer
 * @param batch the records; may be empty when {@code flush} is set
 * @param flush whether the buffer is to be delivered now, whatever its size and age
 * @param errorOutputType what the records of an error output failed at; empty for data
 */
public record Bundle(int shard, RecordBatch batch, boolean flush, String errorOutputType) {
    /** A bundle of data. */
    public Bundle(int shard, RecordBatch batch, boolean flush) {
        this(shard, batch, flush, "");
    }
}
