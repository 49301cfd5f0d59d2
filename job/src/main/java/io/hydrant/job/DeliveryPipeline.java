package io.hydrant.job;

import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.JdbcDestination;
import io.hydrant.core.definition.KinesisStream;
import io.hydrant.core.definition.MskTopic;
import io.hydrant.core.definition.RedshiftDestination;
import io.hydrant.core.definition.RequestDestination;
import io.hydrant.core.definition.S3Destination;
import io.hydrant.core.definition.SourceDefinition;
import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.batch.Processors;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.operators.dedup.DeduplicateOperator;
import io.hydrant.operators.partition.Partitioning;
import io.hydrant.operators.validate.EntryValidation;
import io.hydrant.operators.validate.MessageValidation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job of one delivery stream.
 *
 * <pre>
 *  ingest log ----source, deduplicate, validate--+
 *  Kinesis stream --source-----------------------+--RecordBatch--+--backup--> objects
 *  Kafka topic ---source, validate---------------+               |
 *                                                                +--processing--> RecordBatch --+
 *                                                                                               |
 *  objects <--S3 delivery-- Buffer <--format conversion <--buffer, or partitions by a real exchange--+
 *  table <--copy-- objects <--staging-- Buffer <--buffer, if the destination is a table of Redshift--+
 *  requests <--delivery-- Buffer <--buffer, if the destination takes requests------------------------+
 *  rows <------delivery-- Buffer <--buffer, if it is a table-----------------------------------------+
 *  objects <--error output-- FailedRecord of all steps
 * </pre>
 *
 * Without processing all steps of a subtask run in one thread and hand the same bytes on: between the HTTP request and
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
        FailureStreams failures = new FailureStreams();
        deliver(source(env, spec, failures), spec, failures);
    }

    private static DataStream<RecordBatch> source(
            StreamExecutionEnvironment env, JobSpec spec, FailureStreams failures) {
        SourceDefinition source = spec.definition().source();
        if (source instanceof KinesisStream stream) {
            return StreamSource.of(stream, spec).attach(env, OperatorIds.SOURCE);
        }
        if (source instanceof MskTopic topic) {
            DataStream<RecordBatch> messages = StreamSource.of(topic, spec).attach(env, OperatorIds.SOURCE);
            return failures.of(
                    new MessageValidation(topic.topic(), maxMessageBytes(spec)).attach(messages, OperatorIds.VALIDATE));
        }
        String name = spec.definition().name();
        DataStream<RecordBatch> puts = StreamSource.directPut(spec).attach(env, name, OperatorIds.SOURCE);
        return failures.of(Processors.attach(
                deduplicate(puts, spec), new EntryValidation(name), "Validate", OperatorIds.VALIDATE));
    }

    private static int maxMessageBytes(JobSpec spec) {
        return spec.definition().processing().lambda() == null
                ? MessageValidation.MAX_RECORD_BYTES
                : MessageValidation.MAX_RECORD_BYTES_FOR_LAMBDA;
    }

    private static DataStream<RecordBatch> deduplicate(DataStream<RecordBatch> puts, JobSpec spec) {
        DeduplicateOperator operator =
                new DeduplicateOperator(spec.config().log().idempotencyWindow());
        return puts.transform("Deduplicate requests", BatchTypes.RECORD_BATCH, operator)
                .uid(OperatorIds.DEDUPLICATE);
    }

    /** Adds everything behind the source. */
    static void deliver(DataStream<RecordBatch> records, JobSpec spec, FailureStreams failures) {
        S3Destination backup = spec.definition().backup();
        if (backup != null) {
            Backup.attach(records, backup, spec);
        }
        PartitionKeys keys = PartitionKeys.of(spec.definition().s3().dataPrefix());
        deliverProcessed(ProcessingSteps.attach(records, keys, spec, failures), keys, spec, failures);
        failures.all().ifPresent(failed -> ErrorOutput.attach(failed, spec));
    }

    /** Adds the delivery of records that the processors have made, without what becomes of failures. */
    static void deliverProcessed(
            DataStream<RecordBatch> processed, PartitionKeys keys, JobSpec spec, FailureStreams failures) {
        if (spec.definition().destination() instanceof RequestDestination destination) {
            failures.add(Requests.attach(processed, destination, spec));
        } else if (spec.definition().destination() instanceof RedshiftDestination destination) {
            RedshiftDelivery.attach(buffer(processed, spec), destination, spec);
        } else if (spec.definition().destination() instanceof JdbcDestination table) {
            failures.add(Tables.attach(processed, table, spec));
        } else {
            deliverObjects(processed, keys, spec, failures);
        }
    }

    private static void deliverObjects(
            DataStream<RecordBatch> records, PartitionKeys keys, JobSpec spec, FailureStreams failures) {
        DataStream<Buffer> buffers = spec.definition().partitioning() == null
                ? buffer(records, spec)
                : bufferPartitions(records, keys, spec, failures);
        S3Objects.data(spec)
                .attach(Conversions.attach(buffers, spec, failures), OperatorIds.ofSink(OperatorIds.DELIVERY, spec));
    }

    private static DataStream<Buffer> buffer(DataStream<RecordBatch> records, JobSpec spec) {
        BufferingHints hints = spec.definition().s3().bufferingHints();
        Buffering buffering = new Buffering(hints.sizeInMBs(), hints.intervalInSeconds());
        return (spec.definition().conversion() == null ? buffering.withoutOriginals() : buffering)
                .attach(records, OperatorIds.BUNDLE, OperatorIds.BUFFER);
    }

    private static DataStream<Buffer> bufferPartitions(
            DataStream<RecordBatch> records, PartitionKeys keys, JobSpec spec, FailureStreams failures) {
        S3Destination destination = spec.definition().s3();
        ObjectKey key = destination.dataKey(spec.definition().name(), spec.versionId());
        Partitioning.Partitioned partitioned = new Partitioning(
                        keys, key, destination.bufferingHints(), spec.config().partitioning())
                .attach(records, OperatorIds.PARTITION_BUNDLE, OperatorIds.PARTITION_BUFFER);
        failures.add(partitioned.failures());
        return partitioned.buffers();
    }
}
