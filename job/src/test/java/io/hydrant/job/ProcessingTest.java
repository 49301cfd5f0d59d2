package io.hydrant.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.batch.BatchTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What users find in their bucket, by processor: what is delivered, and each line of the error output. */
class ProcessingTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final ObjectMapper JSON = new ObjectMapper();
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
                .containsExactly(
                        "decompression-failed 1 Decompression.InvalidData The record is not valid GZIP data no gzip");
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
                .singleElement()
                .asString()
                .startsWith("decompression-failed 1 CloudWatchLogProcessing.InvalidData");
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
                .containsExactly("metadata-extraction-failed 1 DynamicPartitioning.MetadataExtractionFailed"
                        + " Non JSON record provided [{\"a\":4}]");
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
                bytes("{\"tenant\":\"" + "x".repeat(600) + "\"}"),
                bytes("{\"tenant\":\"a\",\"n\":2}"));

        assertThat(data())
                .containsExactly(
                        Map.entry("data/t=7", "{\"tenant\":7,\"n\":1}\n"),
                        Map.entry("data/t=a", "{\"tenant\":\"a\"}\n{\"tenant\":\"a\",\"n\":2}\n"));
        String extraction = "metadata-extraction-failed 1 DynamicPartitioning.MetadataExtractionFailed ";
        assertThat(errors())
                .hasSize(4)
                .contains(
                        extraction + "partitionKeys values must not be null or empty {\"tenant\":null}",
                        extraction + "partitionKeys values must not be null or empty {\"tenant\":\"\"}",
                        extraction + "Non JSON record provided nothing")
                .anySatisfy(error -> assertThat(error)
                        .startsWith("partitioning-failed 1 DynamicPartitioning.")
                        .contains("The evaluated prefix has ")
                        .endsWith("{\"tenant\":\"" + "x".repeat(600) + "\"}"));
    }

    @Test
    void aPartitionThatNobodyMayWriteToDoesNotStopTheOthers() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("s3/b/data")).resolve("t=a"), "in the way");

        run(
                definition("data/t=!{partitionKeyFromQuery:tenant}/", DELIMITER, TENANT),
                bytes("{\"tenant\":\"a\"}"),
                bytes("{\"tenant\":\"b\"}"));
        Files.delete(folder.resolve("s3/b/data/t=a"));

        assertThat(data()).containsExactly(Map.entry("data/t=b", "{\"tenant\":\"b\"}\n"));
        assertThat(errorLines(new ArrayList<>())).singleElement().satisfies(line -> {
            assertThat(line.path("errorCode").asText()).isEqualTo("DynamicPartitioning.DeliveryFailed");
            assertThat(line.path("attemptsMade").intValue()).isGreaterThan(1);
            assertThat(line.path("rawData").binaryValue()).isEqualTo(bytes("{\"tenant\":\"a\"}"));
        });
    }

    @Test
    void whatFailsBehindOtherStepsIsWrittenAsItCame() throws Exception {
        run(
                definition("data/t=!{partitionKeyFromQuery:tenant}/", DECOMPRESSION, DELIMITER, TENANT),
                gzip("{\"tenant\":\"a\"}"),
                gzip("{}"));

        assertThat(data()).containsExactly(Map.entry("data/t=a", "{\"tenant\":\"a\"}\n"));
        assertThat(rawData()).containsExactly(gzip("{}"));
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
        assertThat(errors())
                .hasSize(10)
                .allSatisfy(error -> assertThat(error)
                        .startsWith("activePartitionExceeded 1 DynamicPartitioning.ActivePartitionsLimitExceeded "));
        assertThat(rawData().stream().map(raw -> new String(raw, UTF_8)))
                .as("records of the one partition that is not there")
                .noneMatch(
                        raw -> data().keySet().stream().anyMatch(key -> raw.contains("\"" + key.substring(7) + "\"")));
    }

    private void run(StreamDefinition definition, byte[]... records) throws Exception {
        run(definition, List.of(records));
    }

    private void run(StreamDefinition definition, List<byte[]> records) throws Exception {
        JobSpec spec = TestJobs.spec(folder, definition, "\"partitioning\": {\"activePartitionLimit\": 3},");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        env.configure(FlinkConfiguration.ofJob(spec));
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
                  "BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 60},
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
                contents.merge(key, Files.readString(object), String::concat);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    private List<JsonNode> errorLines(List<String> types) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (Path object : TestJobs.objects(folder, "bad/")) {
            for (String line : Files.readAllLines(object)) {
                lines.add(JSON.readTree(line));
                types.add(object.getParent().getFileName().toString());
            }
        }
        return lines;
    }

    private List<String> errors() throws IOException {
        List<String> types = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (JsonNode line : errorLines(types)) {
            assertThat(line.path("arrivalTimestamp").longValue()).isEqualTo(ARRIVAL);
            assertThat(line.path("attemptEndingTimestamp").longValue()).isGreaterThan(ARRIVAL);
            errors.add(
                    types.get(errors.size()) + " " + line.path("attemptsMade").intValue() + " "
                            + line.path("errorCode").textValue() + " "
                            + line.path("errorMessage").textValue() + " "
                            + new String(line.path("rawData").binaryValue(), UTF_8));
        }
        return errors;
    }

    private List<byte[]> rawData() throws IOException {
        List<byte[]> raw = new ArrayList<>();
        for (JsonNode line : errorLines(new ArrayList<>())) {
            raw.add(line.path("rawData").binaryValue());
        }
        return raw;
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
