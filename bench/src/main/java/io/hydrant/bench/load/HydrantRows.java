package io.hydrant.bench.load;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.JdbcDestination;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.sinks.jdbc.JdbcDelivery;
import io.hydrant.sinks.jdbc.JdbcOptions;
import io.hydrant.sinks.request.RetryRule;
import io.hydrant.sinks.request.RetryRule.Counting;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** What a job of ours has behind its source: batches as puts of 500 records make them, buffers of 1 MB or 1 s, rows. */
final class HydrantRows {
    private HydrantRows() {}

    static void build(StreamExecutionEnvironment env, TableRun run) {
        DataStream<RecordBatch> batches = env.fromSequence(0, run.records() / Orders.BATCH - 1)
                .map(Orders::batch)
                .returns(BatchTypes.RECORD_BATCH);
        DataStream<Buffer> buffers = Buffering.promptly(1 << 20, Duration.ofSeconds(1))
                .withoutOriginals()
                .attach(batches, "bundle", "buffer");
        new JdbcDelivery(options(run))
                .attach(buffers, BatchTypes.FAILED_RECORD, "delivery")
                .map(HydrantRows::refuse)
                .sinkTo(new DiscardingSink<>());
    }

    private static JdbcOptions options(TableRun run) {
        HydrantConfig config = ConfigReader.fromJson("{}");
        StreamDefinition definition = StreamDefinition.parse(
                """
                {"DeliveryStreamName": "orders", "ExtendedS3DestinationConfiguration": {
                   "RoleARN": "arn:aws:iam::000000000000:role/unused", "BucketARN": "arn:aws:s3:::unused"},
                 "Hydrant": {"Destination": "JDBC", "Jdbc": {"Url": "%s", "Table": "%s", "Transactions": "%s"}}}
                """.formatted(run.url(), run.table(), run.contestant().isExactlyOnce() ? "XA" : "LOCAL"));
        JdbcDestination destination = (JdbcDestination) definition.destination();
        return new JdbcOptions(
                destination,
                "bench",
                TableRun.USER,
                TableRun.USER,
                null,
                config.secretsManager(),
                config.delivery().connectTimeout(),
                config.delivery().responseTimeout(),
                new RetryRule(
                        destination.retryDuration(),
                        Counting.FROM_FIRST_ATTEMPT,
                        config.delivery().firstPause(),
                        config.delivery().longestPause()),
                config.delivery().buffersInFlight(1 << 20),
                config.delivery().maxBytesInFlight());
    }

    private static Integer refuse(FailedRecord failed) {
        throw new IllegalStateException(failed.errorCode() + ": " + failed.errorMessage());
    }
}
