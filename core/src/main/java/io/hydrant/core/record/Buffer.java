package io.hydrant.core.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records that one delivery takes: what a buffer held when its size or its interval was reached.
 *
 * @param batches in order of arrival in the buffer, at least one
 * @param errorOutputType what the records of an error output failed at; empty for data
 * @param partition what dynamic partitioning found for all the records, see
 *     {@link io.hydrant.core.prefix.PartitionKeys#partition}; empty without it
 * @param converted what record format conversion made of the records: the contents of their object before compression, in
 *     pieces, of which each is filled; null without conversion
 */
public record Buffer(
        List<RecordBatch> batches,
        String errorOutputType,
        String partition,
        @Nullable List<byte[]> converted) {
    /** A buffer of a partition, of an error output, or of neither if both are empty. */
    public Buffer(List<RecordBatch> batches, String errorOutputType, String partition) {
        this(batches, errorOutputType, partition, null);
    }

    /** A buffer of data. */
    public Buffer(List<RecordBatch> batches) {
        this(batches, "", "");
    }

    /** A buffer of an error output, or of data if the type is empty. */
    public Buffer(List<RecordBatch> batches, String errorOutputType) {
        this(batches, errorOutputType, "");
    }

    /** How many records there are. */
    public long recordCount() {
        long count = 0;
        for (RecordBatch batch : batches) {
            count += batch.size();
        }
        return count;
    }

    /** Bytes of all records together, before compression. */
    public long payloadLength() {
        long length = 0;
        for (RecordBatch batch : batches) {
            length += batch.payloadLength();
        }
        return length;
    }

    /** Arrival time, epoch milliseconds, of the oldest record. */
    public long oldestArrivalMillis() {
        long oldest = Long.MAX_VALUE;
        for (RecordBatch batch : batches) {
            oldest = Math.min(oldest, batch.oldestArrivalMillis());
        }
        return oldest;
    }
}
