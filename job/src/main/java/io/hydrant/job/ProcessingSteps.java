package io.hydrant.job;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.KinesisStream;
import io.hydrant.core.definition.LambdaProcessor;
import io.hydrant.core.definition.MskTopic;
import io.hydrant.core.definition.Processing;
import io.hydrant.core.definition.SourceDefinition;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.Processor;
import io.hydrant.operators.batch.Processors;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.operators.deaggregate.DeAggregate;
import io.hydrant.operators.decompress.Decompress;
import io.hydrant.operators.jq.MetadataExtraction;
import io.hydrant.operators.lambda.LambdaContext;
import io.hydrant.operators.lambda.LambdaTransformation;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What is done to records on their way, in Firehose's order, whatever the order of the processors in the definition:
 *
 * <pre>
 *  decompression and message extraction -> de-aggregation -> buffer -> Lambda -> metadata extraction
 * </pre>
 *
 * A step that is not asked for is not there. Delimiters are appended where objects are written.
 */
final class ProcessingSteps {
    private final PartitionKeys keys;
    private final JobSpec spec;
    private final FailureStreams failures;

    private ProcessingSteps(PartitionKeys keys, JobSpec spec, FailureStreams failures) {
        this.keys = keys;
        this.spec = spec;
        this.failures = failures;
    }

    /**
     * Attaches the steps of a stream.
     *
     * @param keys those of its prefix, whose values become each record's metadata
     */
    static DataStream<RecordBatch> attach(
            DataStream<RecordBatch> records, PartitionKeys keys, JobSpec spec, FailureStreams failures) {
        return new ProcessingSteps(keys, spec, failures).attach(records);
    }

    private DataStream<RecordBatch> attach(DataStream<RecordBatch> records) {
        Processing processing = spec.definition().processing();
        DataStream<RecordBatch> processed = records;
        if (processing.decompression()) {
            Processor step = new Decompress(processing.messageExtraction());
            processed = attach(processed, step, "Decompress", OperatorIds.DECOMPRESS);
        }
        if (processing.deAggregation() != null) {
            Processor step = new DeAggregate(processing.deAggregation().delimiter());
            processed = attach(processed, step, "De-aggregate records", OperatorIds.DEAGGREGATE);
        }
        if (processing.lambda() != null) {
            processed = transform(processed, processing.lambda());
        }
        if (processing.metadataExtractionQuery() != null && spec.definition().partitioning() != null) {
            Processor step = new MetadataExtraction(processing.metadataExtractionQuery(), keys);
            processed = attach(processed, step, "Extract metadata", OperatorIds.METADATA_EXTRACTION);
        }
        return processed;
    }

    private DataStream<RecordBatch> attach(DataStream<RecordBatch> records, Processor step, String name, String uid) {
        return failures.of(Processors.attach(records, step, name, uid));
    }

    private DataStream<RecordBatch> transform(DataStream<RecordBatch> records, LambdaProcessor lambda) {
        Duration interval = Duration.ofSeconds(lambda.bufferIntervalInSeconds());
        DataStream<Buffer> buffers = Buffering.promptly(lambda.bufferBytes(), interval)
                .attach(records, OperatorIds.LAMBDA_BUNDLE, OperatorIds.LAMBDA_BUFFER);
        return failures.of(new LambdaTransformation(lambda, spec.config().lambda(), context(), keys)
                .attach(buffers, OperatorIds.LAMBDA));
    }

    private LambdaContext context() {
        HydrantConfig config = spec.config();
        String stream = config.streamArn(spec.definition().name());
        SourceDefinition source = spec.definition().source();
        if (source instanceof KinesisStream kinesis) {
            return new LambdaContext(stream, config.region(), LambdaContext.Source.KINESIS, kinesis.arn());
        }
        if (source instanceof MskTopic topic) {
            return new LambdaContext(stream, config.region(), LambdaContext.Source.MSK, topic.clusterArn());
        }
        return new LambdaContext(stream, config.region(), LambdaContext.Source.DIRECT_PUT, null);
    }
}
