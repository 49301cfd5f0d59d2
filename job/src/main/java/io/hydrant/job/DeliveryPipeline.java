package io.hydrant.job;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.KinesisStream;
import io.hydrant.core.definition.MskTopic;
import io.hydrant.core.definition.S3Destination;
import io.hydrant.core.definition.SourceDefinition;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.operators.dedup.DeduplicateOperator;
import io.hydrant.operators.validate.MessageValidation;
import io.hydrant.sinks.s3.S3Delivery;
import io.hydrant.sinks.s3.S3ObjectOptions;
import io.hydrant.sinks.s3.S3Output;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job of one delivery stream.
 *
 * <pre>
 *  ingest log -----source--> RecordBatch --deduplicate--+
 *  Kinesis stream --source--> RecordBatch --------------+--bundle, buffer--> Buffer --S3 delivery--> objects
 *  Kafka topic ----source--> RecordBatch --validate-----+                                 \__ committer
 *                                             \__ FailedRecord --error output--> objects
 *  \____________________________ one chain per subtask _____________________________/
 * </pre>
 *
 * Up to the committer all steps of a subtask run in one thread and hand the same bytes on: between the HTTP request and
 * the object no record is looked at, copied one by one or serialized again. A record of a Kinesis stream is a batch of its
 * own until the bundling gathers it.
 */
public final class DeliveryPipeline {
    private DeliveryPipeline() {}

    /**
     * Adds the stream's job to an environment.
     *
     * @throws InvalidConfigurationException if the configuration does not say where the source is: one line
     */
    public static void build(StreamExecutionEnvironment env, JobSpec spec) {
        SourceDefinition source = spec.definition().source();
        if (source instanceof KinesisStream stream) {
            deliver(StreamSource.of(stream, spec).attach(env, OperatorIds.SOURCE), spec);
        } else if (source instanceof MskTopic topic) {
            DataStream<RecordBatch> messages = StreamSource.of(topic, spec).attach(env, OperatorIds.SOURCE);
            deliver(validate(messages, topic, spec), spec);
        } else {
            DataStream<RecordBatch> puts =
                    StreamSource.directPut(spec).attach(env, spec.definition().name(), OperatorIds.SOURCE);
            deliver(deduplicate(puts, spec), spec);
        }
    }

    private static DataStream<RecordBatch> deduplicate(DataStream<RecordBatch> puts, JobSpec spec) {
        DeduplicateOperator operator =
                new DeduplicateOperator(spec.config().log().idempotencyWindow());
        return puts.transform("Deduplicate requests", BatchTypes.RECORD_BATCH, operator)
                .uid(OperatorIds.DEDUPLICATE);
    }

    /** Sends messages that are no records of the stream to its error output; gives the others. */
    static DataStream<RecordBatch> validate(DataStream<RecordBatch> messages, MskTopic topic, JobSpec spec) {
        SingleOutputStreamOperator<RecordBatch> valid =
                new MessageValidation(topic.topic()).attach(messages, OperatorIds.VALIDATE);
        ErrorOutput.attach(valid.getSideOutput(BatchTypes.FAILURES), spec);
        return valid;
    }

    /** Adds everything behind the source. */
    static void deliver(DataStream<RecordBatch> batches, JobSpec spec) {
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
                config.flink().gzipLevel(),
                S3Output.DATA);
    }
}
