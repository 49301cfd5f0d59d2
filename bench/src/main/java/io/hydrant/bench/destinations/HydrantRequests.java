package io.hydrant.bench.destinations;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.sinks.http.HttpEndpointOptions;
import io.hydrant.sinks.http.HttpEndpointProtocol;
import io.hydrant.sinks.request.Delivery;
import io.hydrant.sinks.request.RetryRule;
import io.hydrant.sinks.request.RetryRule.Counting;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** What a job of ours has behind its source: batches as puts of 500 records make them, buffers, requests. */
final class HydrantRequests {
    static final int BATCH_RECORDS = 500;

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private HydrantRequests() {}

    static void run(HttpRun run) throws Exception {
        Configuration configuration = new Configuration()
                .set(CoreOptions.DEFAULT_PARALLELISM, run.parallelism())
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, run.checkpoints())
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        int size = run.size();
        DataStream<RecordBatch> batches = env.fromSequence(0, run.records() / BATCH_RECORDS - 1)
                .map(number -> batch(number, size))
                .returns(BatchTypes.RECORD_BATCH);
        DataStream<Buffer> buffers = Buffering.promptly((long) run.batchMegabytes() << 20, MINUTE)
                .withoutOriginals()
                .attach(batches, "bundle", "buffer");
        new Delivery(
                        new HttpEndpointProtocol(options(run)),
                        new RetryRule(MINUTE, Counting.WITHOUT_ANSWERS, Duration.ofSeconds(1), MINUTE),
                        Math.max(1, run.requestsInFlight() / run.parallelism()))
                .attach(buffers, BatchTypes.FAILED_RECORD, "delivery")
                .sinkTo(new DiscardingSink<>());
        env.execute();
    }

    private static HttpEndpointOptions options(HttpRun run) {
        HydrantConfig config = ConfigReader.fromJson("{}");
        return new HttpEndpointOptions(
                run.url(),
                config.streamArn("bench"),
                null,
                null,
                config.secretsManager(),
                0,
                Map.of(),
                new byte[0],
                config.delivery().connectTimeout(),
                config.delivery().responseTimeout(),
                config.delivery().tls());
    }

    /** Batch {@code number} of the records of a mean size. */
    static RecordBatch batch(long number, int size) {
        SampleRecords sample = SampleRecords.of(size);
        RecordBatchBuilder builder =
                new RecordBatchBuilder(BATCH_RECORDS * size).beginRun(0, number, 0, System.currentTimeMillis());
        for (long i = 0; i < BATCH_RECORDS; i++) {
            byte[] record = sample.get(number * BATCH_RECORDS + i);
            builder.add(record, 0, record.length);
        }
        return builder.build();
    }
}
