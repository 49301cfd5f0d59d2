package io.hydrant.bench.destinations;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
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

/** What a job of ours has behind its source: entries of the log, buffers, requests. */
final class HydrantRequests {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private HydrantRequests() {}

    /** One pass; returns the records that were posted. */
    static long run(HttpRun run) throws Exception {
        Configuration configuration = new Configuration()
                .set(CoreOptions.DEFAULT_PARALLELISM, run.parallelism())
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, run.checkpoints())
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        int size = run.size();
        DataStream<RecordBatch> batches = env.fromSequence(0, run.entries() - 1)
                .map(number -> SampleEntries.of(size).get(number))
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
        return run.records();
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
}
