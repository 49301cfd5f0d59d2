package io.hydrant.bench.destinations;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.SearchDestination;
import io.hydrant.core.definition.SearchDestination.IndexRotation;
import io.hydrant.core.definition.SearchDestination.Service;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.sinks.request.Delivery;
import io.hydrant.sinks.request.RetryRule;
import io.hydrant.sinks.request.RetryRule.Counting;
import io.hydrant.sinks.search.SearchProtocol;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** What a job of ours has behind its source: batches as puts of 500 records make them, buffers, bulk requests. */
final class HydrantDocuments {
    private HydrantDocuments() {}

    static void build(StreamExecutionEnvironment env, SearchRun run, String index) {
        int size = run.size();
        DataStream<RecordBatch> batches = env.fromSequence(0, run.records() / SampleEntries.RECORDS - 1)
                .map(number -> batch(number, size))
                .returns(BatchTypes.RECORD_BATCH);
        BufferingHints hints = new BufferingHints(run.batchMegabytes(), 60);
        DataStream<Buffer> buffers = Buffering.promptly(hints.sizeInBytes(), hints.interval())
                .withoutOriginals()
                .attach(batches, "bundle", "buffer");
        HydrantConfig config = ConfigReader.fromJson("{}");
        SearchDestination destination = new SearchDestination(
                Service.OPENSEARCH,
                null,
                run.endpoint(),
                index,
                "",
                IndexRotation.NoRotation,
                true,
                hints,
                Duration.ofMinutes(5));
        RetryRule rule = new RetryRule(
                destination.retryDuration(),
                Counting.FROM_FIRST_ATTEMPT,
                config.delivery().firstPause(),
                config.delivery().longestPause());
        new Delivery(
                        new SearchProtocol(destination, "bench", config),
                        rule,
                        config.delivery().buffersInFlight(hints.sizeInBytes()))
                .attach(buffers, BatchTypes.FAILED_RECORD, "delivery")
                .map(HydrantDocuments::refuse)
                .sinkTo(new DiscardingSink<>());
    }

    /** Batch {@code number} of the records of a mean size. */
    private static RecordBatch batch(long number, int size) {
        SampleRecords sample = SampleRecords.of(size);
        RecordBatchBuilder builder =
                new RecordBatchBuilder(SampleEntries.RECORDS * size).beginRun(0, number, 0, System.currentTimeMillis());
        for (long i = 0; i < SampleEntries.RECORDS; i++) {
            byte[] record = sample.get(number * SampleEntries.RECORDS + i);
            builder.add(record, 0, record.length);
        }
        return builder.build();
    }

    private static Integer refuse(FailedRecord failed) {
        throw new IllegalStateException(failed.errorCode() + ": " + failed.errorMessage());
    }
}
