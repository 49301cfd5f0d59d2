package io.hydrant.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.batch.BatchTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job behind its source, on a real cluster in this JVM: what is in the bucket when it has ended? */
class DeliveryPipelineTest {
    private static final int BATCHES = 400;
    private static final int RECORDS_PER_BATCH = 25;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void endOfInputDeliversEverythingBuffered() throws Exception {
        FAILURES_LEFT.set(0);

        run(spec("\"BufferingHints\": {\"SizeInMBs\": 5, \"IntervalInSeconds\": 300}"));

        assertThat(deliveredRecords()).containsExactlyInAnyOrderElementsOf(issuedRecords());
        assertThat(objects()).hasSizeBetween(1, 2); // one per subtask
    }

    @Test
    void failuresNeitherLoseNorDoubleARecord() throws Exception {
        FAILURES_LEFT.set(3);

        run(spec("\"BufferingHints\": {\"SizeInMBs\": 1, \"IntervalInSeconds\": 1}"));

        assertThat(FAILURES_LEFT.get()).isLessThanOrEqualTo(0);
        assertThat(deliveredRecords()).containsExactlyInAnyOrderElementsOf(issuedRecords());
    }

    @Test
    void anIntervalOfZeroDeliversWithEachCheckpoint() throws Exception {
        FAILURES_LEFT.set(1);

        run(spec("\"BufferingHints\": {\"SizeInMBs\": 5, \"IntervalInSeconds\": 0}"));

        assertThat(deliveredRecords()).containsExactlyInAnyOrderElementsOf(issuedRecords());
        assertThat(objects()).hasSizeGreaterThan(2);
    }

    private void run(JobSpec spec) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Configuration configuration = FlinkConfiguration.ofJob(spec);
        env.configure(configuration);
        DeliveryPipeline.deliver(source(env), spec);
        env.execute();
    }

    /** Some 200 batches a second, so that a run sees several checkpoints; fails as often as asked to. */
    private static DataStream<RecordBatch> source(StreamExecutionEnvironment env) {
        GeneratorFunction<Long, RecordBatch> batches = number -> {
            if (number > BATCHES / 2 && FAILURES_LEFT.getAndDecrement() > 0) {
                throw new IOException("injected failure");
            }
            return batch(number.intValue());
        };
        DataGeneratorSource<RecordBatch> source = new DataGeneratorSource<>(
                batches, BATCHES, RateLimiterStrategy.perSecond(200), BatchTypes.RECORD_BATCH);
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "batches", BatchTypes.RECORD_BATCH)
                .uid("source");
    }

    private static RecordBatch batch(int number) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(1_535_365_800_000L + number);
        for (int i = 0; i < RECORDS_PER_BATCH; i++) {
            byte[] record = record(number, i).getBytes(UTF_8);
            builder.add(record, 0, record.length);
        }
        return builder.build();
    }

    private static String record(int batch, int index) {
        return "batch " + batch + " record " + index + "\n";
    }

    private static List<String> issuedRecords() {
        return IntStream.range(0, BATCHES)
                .boxed()
                .flatMap(batch -> IntStream.range(0, RECORDS_PER_BATCH).mapToObj(i -> record(batch, i)))
                .toList();
    }

    private List<String> deliveredRecords() throws IOException {
        List<String> records = new ArrayList<>();
        for (Path object : objects()) {
            Files.readString(object).lines().forEach(line -> records.add(line + "\n"));
        }
        return records;
    }

    private List<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("s3/b"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private JobSpec spec(String hints) {
        StreamDefinition definition = StreamDefinition.parse("{\"DeliveryStreamName\": \"clicks\","
                + " \"S3DestinationConfiguration\": {\"RoleARN\": \"arn:aws:iam::123456789012:role/r\","
                + " \"BucketARN\": \"arn:aws:s3:::b\", " + hints + "}}");
        String config = "{\"dataDirectory\": \"" + folder
                + "\", \"flink\": {\"checkpointInterval\": \"200 ms\", \"options\":"
                + " {\"restart-strategy.exponential-delay.initial-backoff\": \"10 ms\"}}}";
        return new JobSpec(definition, JobSpec.FIRST_VERSION, JobSpec.ONLY_INCARNATION, ConfigReader.fromJson(config));
    }
}
