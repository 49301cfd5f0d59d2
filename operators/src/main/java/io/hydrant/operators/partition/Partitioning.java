package io.hydrant.operators.partition;

import io.hydrant.core.config.PartitioningConfig;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Buffers each partition of a stream by Firehose's buffering hints, which hold per stream and partition.
 *
 * <pre>
 *  RecordBatch --bundle--> Bundle of a partition ==by partition==> buffer, size or interval --> Buffer of a partition
 *                 \                                                   \
 *                  \__ partitioning-failed: FailedRecord               \__ activePartitionExceeded: FailedRecord
 * </pre>
 *
 * The exchange is a real one: all records of a partition meet in one subtask, wherever they were read. A partition that
 * was delivered is forgotten until a record of it comes again. What records were made of stays with them, for those whose
 * delivery still fails.
 */
public final class Partitioning {
    /** What {@code !{firehose:error-output-type}} becomes for records without a partition, or with an impossible one. */
    public static final String PARTITIONING_FAILED = "partitioning-failed";

    /** What {@code !{firehose:error-output-type}} becomes for records whose partition would be one too many. */
    public static final String ACTIVE_PARTITION_EXCEEDED = "activePartitionExceeded";

    private final PartitionKeys keys;
    private final ObjectKey objectKey;
    private final BufferingHints hints;
    private final PartitioningConfig config;

    /**
     * @param keys those in the prefix: what the metadata of the records hold
     * @param objectKey names the objects, which tells whether a partition can be stored
     * @param hints when a partition is delivered; an interval of 0: with each checkpoint
     * @param config how many partitions may be open, and what happens then
     */
    public Partitioning(PartitionKeys keys, ObjectKey objectKey, BufferingHints hints, PartitioningConfig config) {
        this.keys = keys;
        this.objectKey = objectKey;
        this.hints = hints;
        this.config = config;
    }

    /** Attaches the two operators under the given constant uids. */
    public Partitioned attach(DataStream<RecordBatch> batches, String bundleUid, String bufferUid) {
        SingleOutputStreamOperator<Bundle> bundles = batches.transform(
                        "Bundle by partition",
                        BatchTypes.BUNDLE,
                        new PartitionBundleOperator(
                                keys,
                                objectKey,
                                PartitionBundleOperator.lingerMillis(
                                        hints.interval().toMillis())))
                .uid(bundleUid);
        SingleOutputStreamOperator<Buffer> buffers = bundles.keyBy(Bundle::partition, Types.STRING)
                .transform(
                        "Buffer partitions by size or interval",
                        BatchTypes.BUFFER,
                        new PartitionBufferOperator(
                                hints.sizeInBytes(),
                                hints.interval().toMillis(),
                                config.activePartitionLimit(),
                                !config.flushesOldest()))
                .uid(bufferUid);
        return new Partitioned(
                buffers, bundles.getSideOutput(BatchTypes.FAILURES).union(buffers.getSideOutput(BatchTypes.FAILURES)));
    }

    /**
     * What comes of the records.
     *
     * @param buffers partitions to be delivered
     * @param failures records that are part of none
     */
    public record Partitioned(DataStream<Buffer> buffers, DataStream<FailedRecord> failures) {}
}
