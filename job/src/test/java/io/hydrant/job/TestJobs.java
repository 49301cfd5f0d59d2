package io.hydrant.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.batch.BatchTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A delivery job behind a source whose records are known, and what it has put into its bucket. */
final class TestJobs {
    static final int BATCHES = 400;
    private static final int RECORDS_PER_BATCH = 25;

    private TestJobs() {}

    /** Delivers to the bucket {@code s3/b} in the folder. */
    static JobSpec spec(Path folder, int sizeInMBs, int intervalInSeconds) {
        StreamDefinition definition = StreamDefinition.parse("{\"DeliveryStreamName\": \"clicks\","
                + " \"S3DestinationConfiguration\": {\"RoleARN\": \"arn:aws:iam::123456789012:role/r\","
                + " \"BucketARN\": \"arn:aws:s3:::b\", \"BufferingHints\": {\"SizeInMBs\": " + sizeInMBs
                + ", \"IntervalInSeconds\": " + intervalInSeconds + "}}}");
        return spec(folder, definition);
    }

    /** As {@link #spec(Path, int, int)}, for any definition. */
    static JobSpec spec(Path folder, StreamDefinition definition) {
        return spec(folder, definition, "");
    }

    /**
     * As {@link #spec(Path, int, int)}, for any definition.
     *
     * @param more further members of the deployment configuration, each with a comma behind it
     */
    static JobSpec spec(Path folder, StreamDefinition definition, String more) {
        String config = "{" + more + "\"dataDirectory\": \"" + folder
                + "\", \"flink\": {\"checkpointInterval\": \"200 ms\", \"options\":"
                + " {\"restart-strategy.exponential-delay.initial-backoff\": \"10 ms\"}}}";
        return new JobSpec(
                definition,
                JobSpec.FIRST_VERSION,
                JobSpec.ONLY_INCARNATION,
                Instant.EPOCH,
                ConfigReader.fromJson(config));
    }

    /** Some 200 batches a second, so that a run sees several checkpoints. */
    static DataStream<RecordBatch> source(
            StreamExecutionEnvironment env, GeneratorFunction<Long, RecordBatch> batches) {
        DataGeneratorSource<RecordBatch> source = new DataGeneratorSource<>(
                batches, BATCHES, RateLimiterStrategy.perSecond(200), BatchTypes.RECORD_BATCH);
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "batches", BatchTypes.RECORD_BATCH)
                .uid("source");
    }

    static RecordBatch batch(long number) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(1_535_365_800_000L + number);
        for (int i = 0; i < RECORDS_PER_BATCH; i++) {
            byte[] record = record(number, i).getBytes(UTF_8);
            builder.add(record, 0, record.length);
        }
        return builder.build();
    }

    private static String record(long batch, int index) {
        return "batch " + batch + " record " + index + "\n";
    }

    /** Every record that the source gives. */
    static List<String> issuedRecords() {
        return LongStream.range(0, BATCHES)
                .boxed()
                .flatMap(batch -> records(batch).stream())
                .toList();
    }

    /** The records of one batch. */
    static List<String> records(long batch) {
        return IntStream.range(0, RECORDS_PER_BATCH)
                .mapToObj(i -> record(batch, i))
                .toList();
    }

    /** Every record in the bucket, in no order. */
    static List<String> deliveredRecords(Path folder) throws IOException {
        List<String> records = new ArrayList<>();
        for (Path object : objects(folder)) {
            Files.readString(object).lines().forEach(line -> records.add(line + "\n"));
        }
        return records;
    }

    /** The objects in the bucket; what is still being written does not count. */
    static List<Path> objects(Path folder) throws IOException {
        return objects(folder, "");
    }

    /** Those whose keys start with a prefix that ends in a slash or is empty. */
    static List<Path> objects(Path folder, String prefix) throws IOException {
        Path bucket = Files.createDirectories(folder.resolve("s3/b/" + prefix));
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
