package io.hydrant.core.record;

/**
 * A batch on its way into a buffer: that of a shard, or that of a partition.
 *
 * @param shard number of the buffer: chosen so that the subtask which read the batch also owns the buffer; 0 if there is a
 *     partition
 * @param batch the records; may be empty when {@code flush} is set
 * @param flush whether the buffer is to be delivered now, whatever its size and age
 * @param errorOutputType what the records of an error output failed at; empty for data
 * @param partition what dynamic partitioning found for all records of the batch, see
 *     {@link io.hydrant.core.prefix.PartitionKeys#partition}; empty without it
 */
public record Bundle(int shard, RecordBatch batch, boolean flush, String errorOutputType, String partition) {
    /** A bundle of data. */
    public Bundle(int shard, RecordBatch batch, boolean flush) {
        this(shard, batch, flush, "", "");
    }

    /** A bundle of an error output, or of data if the type is empty. */
    public Bundle(int shard, RecordBatch batch, boolean flush, String errorOutputType) {
        this(shard, batch, flush, errorOutputType, "");
    }

    /** A bundle of data of one partition. */
    public static Bundle ofPartition(String partition, RecordBatch batch) {
        return new Bundle(0, batch, false, "", partition);
    }
}
