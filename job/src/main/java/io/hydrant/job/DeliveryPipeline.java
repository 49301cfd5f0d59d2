package io.hydrant.job;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.S3Destination;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.operators.dedup.DeduplicateOperator;
import io.hydrant.sinks.s3.S3Delivery;
import io.hydrant.sinks.s3.S3ObjectOptions;
import io.hydrant.sources.directput.DirectPutSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job of one delivery stream.
 *
 * <pre>
 *  ingest log --source--> RecordBatch --deduplicate--> RecordBatch --bundle, buffer--> Buffer --S3 delivery--> objects
 *             \_________________________ one chain per subtask ________________________________/   \__ committer
 * </pre>
 *
 * Up to the committer all steps of a subtask run in one thread and hand the same bytes on: between the HTTP request and
 * the object no record is looked at, copied one by one or serialized again.
 */
public final class DeliveryPipeline {
    private DeliveryPipeline() {}

    /** Adds the stream's job to an environment. */
    public static void build(StreamExecutionEnvironment env, JobSpec spec) {
        DataStream<RecordBatch> puts = new DirectPutSource(spec.config().log(), BatchTypes.RECORD_BATCH)
                .attach(env, spec.definition().name(), OperatorIds.SOURCE);
        deliver(deduplicate(puts, spec), spec);
    }

    private static DataStream<RecordBatch> deduplicate(DataStream<RecordBatch> puts, JobSpec spec) {
        DeduplicateOperator operator =
                new DeduplicateOperator(spec.config().log().idempotencyWindow());
        return puts.transform("Deduplicate requests", BatchTypes.RECORD_BATCH, operator)
                .uid(OperatorIds.DEDUPLICATE);
    }

    /** Adds everything behind the source: for sources of other kinds. */
    public static void deliver(DataStream<RecordBatch> batches, JobSpec spec) {
        S3Destination destination = spec.definition().s3();
        BufferingHints hints = destination.bufferingHints();
        DataStream<Buffer> buffers = new Buffering(hints.sizeInMBs(), hints.intervalInSeconds())
                .attach(batches, OperatorIds.BUNDLE, OperatorIds.BUFFER);
        new S3Delivery(objectOptions(destination, spec)).attach(buffers, OperatorIds.DELIVERY);
    }

    private static S3ObjectOptions objectOptions(S3Destination destination, JobSpec spec) {
        HydrantConfig config = spec.config();
        return new S3ObjectOptions(
                config.s3().bucketUri(destination.bucket(), config.dataDirectory()),
                destination.dataKey(spec.definition().name(), spec.versionId()),
                destination.compressionFormat(),
                config.flink().gzipLevel());
    }
}
