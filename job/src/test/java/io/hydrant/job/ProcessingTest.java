package io.hydrant.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.batch.BatchTypes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users find in their bucket, by processor: what is delivered, and for each way to fail the bytes of its objects in the
 * error output.
 */
class ProcessingTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final String EXTRACTION_FAILED = "DynamicPartitioning.MetadataExtractionFailed";
    private static final long ARRIVAL = 1_535_365_800_000L;
    private static final String DECOMPRESSION = "{\"Type\": \"Decompression\", \"Parameters\": []}";
    private static final String DELIMITER = "{\"Type\": \"AppendDelimiterToRecord\", \"Parameters\": []}";
    private static final String CLOUDWATCH = """
            {"Type": "CloudWatchLogProcessing", "Parameters": [
              {"ParameterName": "DataMessageExtraction", "ParameterValue": "true"}]}""";
    private static final String DEAGGREGATION = """
            {"Type": "RecordDeAggregation", "Parameters": [
              {"ParameterName": "SubRecordType", "ParameterValue": "JSON"}]}""";
    private static final String DELIMITED = """
            {"Type": "RecordDeAggregation", "Parameters": [
              {"ParameterName": "SubRecordType", "ParameterValue": "DELIMITED"},
              {"ParameterName": "Delimiter", "ParameterValue": "IyMjIw=="}]}""";
    private static final String TENANT = """
            {"Type": "MetadataExtraction", "Parameters": [
              {"ParameterName": "MetadataExtractionQuery", "ParameterValue": "{tenant:.tenant}"},
              {"ParameterName": "JsonParsingEngine", "ParameterValue": "JQ-1.6"}]}""";

    @TempDir
    Path folder;

    @Test
    void aRecordThatCannotBeDecompressedIsWrittenAsItCame() throws Exception {
        run(definition("data/", DELIMITER, DECOMPRESSION), gzip("good"), bytes("no gzip"), gzip("too"));

        assertThat(data()).containsExactly(Map.entry("data", "good\ntoo\n"));
        assertThat(errors())
                .isEqualTo(Map.of(
                        "decompression-failed",
                        line("Decompression.InvalidData", "The record is not valid GZIP data", bytes("no gzip"))));
    }

    @Test
    void aRecordThatBecomesTooLargeIsWrittenAsItCame() throws Exception {
        byte[] bomb = gzip("x".repeat((64 << 20) + 1));

        run(definition("data/", DELIMITER, DECOMPRESSION), gzip("good"), bomb, gzip("too"));

        assertThat(data()).containsExactly(Map.entry("data", "good\ntoo\n"));
        assertThat(errors())
                .isEqualTo(Map.of(
                        "decompression-failed",
                        line("Decompression.OutputTooLarge", "The decompressed record is too large", bomb)));
    }

    @Test
    void ofCloudWatchLogsOnlyTheMessagesAreDelivered() throws Exception {
        byte[] control =
                gzip("{\"messageType\":\"CONTROL_MESSAGE\",\"owner\":\"\",\"logEvents\":[{\"message\":\"x\"}]}");
        byte[] data = gzip("{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"o\",\"logEvents\":"
                + "[{\"id\":\"1\",\"timestamp\":1,\"message\":\"one\"},{\"message\":\"t\\\"wo\"}]}");

        run(definition("data/", CLOUDWATCH, DECOMPRESSION, DELIMITER), control, data, gzip("{\"no\":1}"));

        assertThat(data()).containsExactly(Map.entry("data", "one\nt\"wo\n"));
        assertThat(errors())
                .isEqualTo(Map.of(
                        "decompression-failed",
                        line(
                                "CloudWatchLogProcessing.InvalidData",
                                "The record is not a CloudWatch Logs message",
                                gzip("{\"no\":1}"))));
    }

    @Test
    void anAggregateBecomesItsRecordsAndOneThatIsNoneFailsWhole() throws Exception {
        run(
                definition("data/", DELIMITER, DEAGGREGATION),
                bytes("{\"a\":1}{\"a\":2}\n{\"a\":3}"),
                bytes("[{\"a\":4}]"),
                bytes("{\"a\":5}"));

        assertThat(data()).containsExactly(Map.entry("data", "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"a\":5}\n"));
        assertThat(errors())
                .isEqualTo(Map.of("metadata-extraction-failed", extraction("Non JSON record provided", "[{\"a\":4}]")));
    }

    @Test
    void delimitersMayBeTakenAwayAndOthersAppended() throws Exception {
        run(definition("data/", DELIMITER, DELIMITED), bytes("a####b####"), bytes("c"));

        assertThat(data()).containsExactly(Map.entry("data", "a\nb\nc\n"));
        assertThat(errors()).isEmpty();
    }

    @Test
    void recordsGoToTheirPartitionsAndThoseWithoutOneToTheErrorOutput() throws Exception {
        run(
                definition("data/t=!{partitionKeyFromQuery:tenant}/", DELIMITER, TENANT),
                bytes("{\"tenant\":\"a\"}"),
                bytes("{\"tenant\":null}"),
                bytes("{\"tenant\":\"\"}"),
                bytes("nothing"),
                bytes("{\"tenant\":7,\"n\":1}"),
                bytes("{\"tenant\":[7]}"),
                bytes("[7]"),
                bytes("{\"tenant\":\"" + "x".repeat(600) + "\"}"),
                bytes("{\"tenant\":\"a\",\"n\":2}"));

        assertThat(data())
                .containsExactly(
                        Map.entry("data/t=7", "{\"tenant\":7,\"n\":1}\n"),
                        Map.entry("data/t=a", "{\"tenant\":\"a\"}\n{\"tenant\":\"a\",\"n\":2}\n"));
        assertThat(errors())
                .isEqualTo(Map.of(
                        "metadata-extraction-failed",
                        extraction("partitionKeys values must not be null or empty", "{\"tenant\":null}")
                                + extraction("partitionKeys values must not be null or empty", "{\"tenant\":\"\"}")
                                + extraction("Non JSON record provided", "nothing")
                                + extraction(
                                        "partitionKeys values must be strings, numbers or booleans", "{\"tenant\":[7]}")
                                + extraction("The query failed on the record", "[7]"),
                        "partitioning-failed",
                        line(
                                "DynamicPartitioning.PrefixTooLong",
                                "The evaluated prefix has 608 characters, but may have 512",
                                bytes("{\"tenant\":\"" + "x".repeat(600) + "\"}"))));
    }

    @Test
    void recordsForWhichTheQueryGivesNoKeyOrSeveralObjectsGoToTheErrorOutput() throws Exception {
        String computed = TENANT.replace("{tenant:.tenant}", ".keys[] as $key | {($key):.tenant}");

        run(
                definition("data/t=!{partitionKeyFromQuery:tenant}/", DELIMITER, computed),
                bytes("{\"keys\":[\"tenant\"],\"tenant\":1}"),
                bytes("{\"keys\":[\"other\"],\"tenant\":2}"),
                bytes("{\"keys\":[],\"tenant\":3}"),
                bytes("{\"keys\":[\"tenant\",\"other\"],\"tenant\":4}"),
                bytes("{\"keys\":[\"tenant\"],\"tenant\":1,\"n\":2}"));

        assertThat(data())
                .containsExactly(Map.entry(
                        "data/t=1",
                        "{\"keys\":[\"tenant\"],\"tenant\":1}\n{\"keys\":[\"tenant\"],\"tenant\":1,\"n\":2}\n"));
        assertThat(errors())
                .isEqualTo(Map.of(
                        "metadata-extraction-failed",
                        extraction("The query must give one object for a record", "{\"keys\":[],\"tenant\":3}")
                                + extraction(
                                        "The query must give one object for a record",
                                        "{\"keys\":[\"tenant\",\"other\"],\"tenant\":4}"),
                        "partitioning-failed",
                        line(
                                "DynamicPartitioning.PartitionKeyMissing",
                                "No value for !{partitionKeyFromQuery:tenant}",
                                bytes("{\"keys\":[\"other\"],\"tenant\":2}"))));
    }

    @Test
    @Timeout(60)
    void aPartitionThatNobodyMayWriteToDoesNotStopTheOthers() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("s3/b/data")).resolve("t=a"), "in the way");
        // A job that began anew whenever a checkpoint waited in vain would never end.
        Configuration impatient =
                new Configuration().set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMillis(150));

        run(
                definition("data/t=!{partitionKeyFromQuery:tenant}/", DELIMITER, DECOMPRESSION, TENANT),
                impatient,
                List.of(gzip("{\"tenant\":\"a\"}"), gzip("{\"tenant\":\"b\"}")));
        Files.delete(folder.resolve("s3/b/data/t=a"));

        assertThat(data()).containsExactly(Map.entry("data/t=b", "{\"tenant\":\"b\"}\n"));
        Map<String, String> errors = errors();
        assertThat(errors).containsOnlyKeys("partitioning-failed");
        assertThat(errors.get("partitioning-failed"))
                .doesNotStartWith("{\"attemptsMade\":1,")
                .matches("\\{\"attemptsMade\":\\d+,.*\n")
                .endsWith(line(
                                "DynamicPartitioning.DeliveryFailed",
                                "The object of the record's partition could not be written for 1 s",
                                gzip("{\"tenant\":\"a\"}"))
                        .substring("{\"attemptsMade\":1".length()));
    }

    @Test
    void whatFailsBehindOtherStepsIsWrittenAsItCame() throws Exception {
        run(
                definition("data/t=!{partitionKeyFromQuery:tenant}/", DECOMPRESSION, DELIMITER, TENANT),
                gzip("{\"tenant\":\"a\"}"),
                gzip("{}"));

        assertThat(data()).containsExactly(Map.entry("data/t=a", "{\"tenant\":\"a\"}\n"));
        assertThat(errors())
                .isEqualTo(Map.of(
                        "metadata-extraction-failed",
                        line(EXTRACTION_FAILED, "partitionKeys values must not be null or empty", gzip("{}"))));
    }

    @Test
    void recordsOfOnePartitionTooManyGoToTheErrorOutput() throws Exception {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            records.add(bytes("{\"tenant\":\"t" + i % 4 + "\",\"n\":" + i + "}"));
        }

        run(definition("data/t=!{partitionKeyFromQuery:tenant}/", DELIMITER, TENANT), records);

        assertThat(data()).hasSize(3);
        assertThat(data().values())
                .allSatisfy(object -> assertThat(object.lines()).hasSize(10));
        String refused = IntStream.range(0, 4)
                .filter(tenant -> !data().containsKey("data/t=t" + tenant))
                .boxed()
                .flatMap(tenant ->
                        records.stream().filter(record -> new String(record, UTF_8).contains("\"t" + tenant + "\"")))
                .map(record -> line(
                        "DynamicPartitioning.ActivePartitionsLimitExceeded",
                        "The stream has reached its limit of 3 active partitions",
                        record))
                .collect(Collectors.joining());
        assertThat(errors()).isEqualTo(Map.of("activePartitionExceeded", refused));
    }

    private void run(StreamDefinition definition, byte[]... records) throws Exception {
        run(definition, List.of(records));
    }

    private void run(StreamDefinition definition, List<byte[]> records) throws Exception {
        run(definition, new Configuration(), records);
    }

    private void run(StreamDefinition definition, Configuration more, List<byte[]> records) throws Exception {
        JobSpec spec = TestJobs.spec(folder, definition, "\"partitioning\": {\"activePartitionLimit\": 3},");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        env.configure(FlinkConfiguration.ofJob(spec));
        env.configure(more);
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(ARRIVAL);
        records.forEach(record -> builder.add(record, 0, record.length));
        DataStream<RecordBatch> batch = env.fromData(BatchTypes.RECORD_BATCH, builder.build());
        DeliveryPipeline.deliver(batch, spec, new FailureStreams());
        env.execute();
    }

    private static StreamDefinition definition(String prefix, String... processors) {
        boolean partitioned = prefix.contains("partitionKey");
        return StreamDefinition.parse("""
                {"DeliveryStreamName": "clicks", "ExtendedS3DestinationConfiguration": {
                  "RoleARN": "arn:aws:iam::123456789012:role/r", "BucketARN": "arn:aws:s3:::b",
                  "Prefix": "%s%s", "ErrorOutputPrefix": "bad/!{firehose:error-output-type}/",
                  "BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 60}, "CompressionFormat": "GZIP",
                  "DynamicPartitioningConfiguration": {"Enabled": %s, "RetryOptions": {"DurationInSeconds": 1}},
                  "ProcessingConfiguration": {"Enabled": true, "Processors": [%s]}}}
                """.formatted(
                prefix, partitioned ? "" : "!{firehose:random-string}/", partitioned, String.join(",", processors)));
    }

    /** Contents of the objects with data, by the prefix of their keys without its random part. */
    private Map<String, String> data() {
        Map<String, String> contents = new TreeMap<>();
        try {
            for (Path object : TestJobs.objects(folder, "data/")) {
                String prefix =
                        folder.resolve("s3/b").relativize(object.getParent()).toString();
                String key = prefix.contains("=") ? prefix : "data";
                contents.merge(key, gunzip(object), String::concat);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    /** Contents of the objects of the error output by their type, but for when the last attempt ended. */
    private Map<String, String> errors() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path object : TestJobs.objects(folder, "bad/")) {
            assertThat(object.getFileName().toString()).endsWith(".gz");
            String lines = gunzip(object).replaceAll("(?<=\"attemptEndingTimestamp\":)\\d{13}(?=,)", "0");
            contents.merge(object.getParent().getFileName().toString(), lines, String::concat);
        }
        return contents;
    }

    private static String extraction(String message, String record) {
        return line(EXTRACTION_FAILED, message, bytes(record));
    }

    private static String line(String code, String message, byte[] record) {
        return "{\"attemptsMade\":1,\"arrivalTimestamp\":" + ARRIVAL + ",\"errorCode\":\"" + code
                + "\",\"errorMessage\":\"" + message + "\",\"attemptEndingTimestamp\":0,\"rawData\":\""
                + Base64.getEncoder().encodeToString(record) + "\"}\n";
    }

    private static String gunzip(Path object) throws IOException {
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(object))).readAllBytes(), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes(text));
        }
        return out.toByteArray();
    }
}
