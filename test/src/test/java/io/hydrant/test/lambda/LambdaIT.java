package io.hydrant.test.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.core.config.LambdaConfig;
import io.hydrant.core.config.LambdaFunctionConfig;
import io.hydrant.core.definition.LambdaProcessor;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PrefixExpression;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.lambda.LambdaContext;
import io.hydrant.operators.lambda.LambdaContext.Source;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a function answers, and what becomes of it: the bytes that are delivered and those of the error output. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LambdaIT {
    /** How a function is reached. */
    enum Target {
        /** By the SDK. */
        ARN,
        /** By its own URL. */
        URL,
        /** Not at all: a plug-in stands in for it. */
        PLUG_IN
    }

    private static final String STREAM = "arn:aws:firehose:us-east-1:000000000000:deliverystream/s";
    private static final long ARRIVAL = 1_700_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final LambdaContext DIRECT_PUT = new LambdaContext(STREAM, "us-east-1", Source.DIRECT_PUT, null);

    private static LambdaServer server;
    private static MiniCluster cluster;
    private static Path plugIns;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Folders.empty(Repository.target().resolve("lambda-it"));
        plugIns = PlugInFolder.make(folder);
        server = LambdaServer.start(folder);
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration()
                        .set(RestOptions.BIND_PORT, "0")
                        .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32)))
                .setNumSlotsPerTaskManager(2)
                .build());
        cluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ARN", "URL"})
    void eachRecordGetsWhatTheFunctionSaysOfIt(Target target) throws Exception {
        TransformationJob job = run(
                target,
                "answers",
                PATIENT,
                List.of("a", "drop", "fail", "empty", "maybe"),
                List.of("nothing", "b", "no data", "no base64", "c"));

        assertThat(job.records()).containsExactly("A", "", "B", "C");
        String wrongResult =
                "The Lambda function returned a record whose result is none of Ok, Dropped and ProcessingFailed.";
        String noData = "The Lambda function returned a record without data in base64.";
        assertThat(job.errorLines())
                .satisfiesExactly(
                        line -> assertLine(
                                line,
                                1,
                                "Lambda.ProcessingFailedStatus",
                                "ProcessingFailed status set for record",
                                "fail",
                                "answers"),
                        line -> assertLine(line, 1, "Lambda.JsonProcessingException", wrongResult, "maybe", "answers"),
                        line -> assertLine(
                                line, 1, "Lambda.JsonProcessingException", wrongResult, "nothing", "answers"),
                        line -> assertLine(line, 1, "Lambda.JsonProcessingException", noData, "no data", "answers"),
                        line -> assertLine(line, 1, "Lambda.JsonProcessingException", noData, "no base64", "answers"));
    }

    /** All records of the invocation fail; those of the next one are delivered. */
    @ParameterizedTest(name = "{0}: {1}, {2} attempts")
    @CsvSource(
            delimiter = '|',
            value = {
                "missing   | Lambda.MissingRecordId | 1 | One or more record IDs were not returned. The Lambda function has to return all IDs that it received.",
                "duplicate | Lambda.DuplicatedRecordId | 1 | Multiple records were returned with the same record ID. The Lambda function has to return each ID once.",
                "junk      | Lambda.JsonProcessingException | 1 | The response of the Lambda function is not the JSON that is expected.",
                "throws    | Lambda.FunctionError | 2 | The Lambda function was successfully invoked but it returned an error result.",
                "slow      | Lambda.FunctionError | 2 | The Lambda function was successfully invoked but it returned an error result.",
                "large     | Lambda.FunctionError | 2 | The response of the Lambda function is larger than 6291556 bytes.",
                "absent    | Lambda.ResourceNotFound | 2 | The Lambda function does not exist.",
            })
    void aResponseThatCannotBeTakenFailsItsRequest(String function, String code, int attempts, String message)
            throws Exception {
        for (Target target : List.of(Target.ARN, Target.URL)) {
            String called = target == Target.URL && function.equals("slow") ? "slower" : function;
            TransformationJob job = run(target, called, PATIENT, List.of("a", "poison", "b"), List.of("c", "d"));

            boolean absent = function.equals("absent");
            List<String> failed = absent ? List.of("a", "poison", "b", "c", "d") : List.of("a", "poison", "b");
            assertThat(job.records())
                    .as("%s delivers the neighbours", target)
                    .isEqualTo(absent ? List.of() : List.of("C", "D"));
            assertThat(job.errorLines()).hasSameSizeAs(failed);
            for (int i = 0; i < failed.size(); i++) {
                assertLine(job.errorLines().get(i), attempts, code, message, failed.get(i), called);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ARN", "URL"})
    void aFunctionIsGivenUpAfterTheTimeout(Target target) throws Exception {
        TransformationJob job = run(target, "patient", Duration.ofSeconds(2), List.of("a", "poison"), List.of("b"));

        assertThat(job.records()).containsExactly("B");
        String message = "The invocation of the Lambda function did not end within its time limit.";
        assertThat(job.errorLines())
                .satisfiesExactly(
                        line -> assertLine(line, 2, "Lambda.FunctionRequestTimedOut", message, "a", "patient"),
                        line -> assertLine(line, 2, "Lambda.FunctionRequestTimedOut", message, "poison", "patient"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ARN", "URL"})
    void partitionKeysComeWithTheRecords(Target target) throws Exception {
        PartitionKeys keys = PartitionKeys.of(PrefixExpression.parse(
                "!{partitionKeyFromLambda:size}/!{partitionKeyFromQuery:q}/!{partitionKeyFromLambda:first}/"));
        TransformationJob job = run(target, "keys", PATIENT, keys, DIRECT_PUT, buffers(List.of("a", "\u00e9t\u00e9")));

        RecordBatch batch = job.batches().get(0);
        assertThat(job.records()).containsExactly("A", "\u00c9T\u00c9");
        assertThat(keys.decode(batch.bytes(), batch.metadataStart(0), batch.metadataEnd(0)))
                .containsExactly("1", null, "a");
        assertThat(keys.decode(batch.bytes(), batch.metadataStart(1), batch.metadataEnd(1)))
                .containsExactly("3", null, "\u00e9");
    }

    @ParameterizedTest
    @EnumSource(names = {"ARN", "URL"})
    void theFunctionIsToldWhereRecordsCameFrom(Target target) throws Exception {
        assertThat(told(target, DIRECT_PUT, RecordBatch.ofMessage(3, 7, ARRIVAL, new byte[] {'x'})))
                .isEqualTo(JSON.readTree("""
                        {"invocationId": "string", "deliveryStreamArn": "%s", "region": "us-east-1",
                         "approximateArrivalTimestamp": %d}""".formatted(STREAM, ARRIVAL)));
        byte[] metadata = new KinesisMetadata("shardId-000000000001", "k\u00e9y", "4954", 2).encode();
        assertThat(told(
                        target,
                        new LambdaContext(STREAM, "us-east-1", Source.KINESIS, "arn:k"),
                        RecordBatch.ofMessage(3, 7, ARRIVAL, new byte[] {'x'}, metadata)))
                .isEqualTo(JSON.readTree("""
                        {"invocationId": "string", "deliveryStreamArn": "%s", "sourceKinesisStreamArn": "arn:k",
                         "region": "us-east-1", "approximateArrivalTimestamp": %2$d,
                         "kinesisRecordMetadata": {"shardId": "shardId-000000000001", "partitionKey": "k\u00e9y",
                           "approximateArrivalTimestamp": %2$d, "sequenceNumber": "4954", "subsequenceNumber": 2}}""".formatted(STREAM, ARRIVAL)));
        assertThat(told(
                        target,
                        new LambdaContext(STREAM, "us-east-1", Source.MSK, "arn:m"),
                        RecordBatch.ofMessage(3, 7, ARRIVAL, new byte[] {'x'})))
                .isEqualTo(JSON.readTree("""
                        {"invocationId": "string", "deliveryStreamArn": "%s", "sourceMSKArn": "arn:m",
                         "region": "us-east-1", "approximateArrivalTimestamp": %2$d,
                         "mskRecordMetadata": {"offset": "7", "partitionId": "3",
                           "approximateArrivalTimestamp": %2$d}}""".formatted(STREAM, ARRIVAL)));
    }

    private static JsonNode told(Target target, LambdaContext context, RecordBatch batch) throws Exception {
        TransformationJob job =
                run(target, "envelope", PATIENT, PartitionKeys.NONE, context, List.of(new Buffer(List.of(batch))));
        return JSON.readTree(job.records().get(0));
    }

    /** Requests have at most 6 MiB; this is more than one of them, and more than one buffer in flight. */
    @ParameterizedTest
    @EnumSource(names = {"ARN", "URL"})
    void largeBuffersAreSplitAndStayInOrder(Target target) throws Exception {
        List<Buffer> buffers = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            List<String> records = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                records.add("RECORD " + i + "." + j + "X".repeat(500_000));
            }
            buffers.addAll(buffers(records));
            expected.addAll(records);
        }

        TransformationJob job = run(target, "upper", PATIENT, PartitionKeys.NONE, DIRECT_PUT, buffers);

        assertThat(job.errorLines()).isEmpty();
        assertThat(job.records().equals(expected)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theEchoBlueprintAndItsTwin(Target target) throws Exception {
        TransformationJob job = run(target, "echo", PATIENT, List.of("a", "", "\u0000\u00e9\n"), List.of("b"));

        assertThat(job.records()).containsExactly("a", "", "\u0000\u00e9\n", "b");
        assertThat(job.errorLines()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theCloudWatchLogsBlueprintAndItsTwin(Target target) throws Exception {
        RecordBatchBuilder records = new RecordBatchBuilder(0).beginRun(0, 0, 0, ARRIVAL);
        List<byte[]> all = List.of(
                gzip("{\"messageType\":\"CONTROL_MESSAGE\",\"owner\":\"\",\"logEvents\":"
                        + "[{\"id\":\"\",\"timestamp\":1,\"message\":\"CWL CONTROL MESSAGE\"}]}"),
                gzip("{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logGroup\":\"g\",\"logStream\":\"s\","
                        + "\"subscriptionFilters\":[\"f\"],\"logEvents\":["
                        + "{\"id\":\"1\",\"timestamp\":1,\"message\":\"first \\u00e9\"},"
                        + "{\"id\":\"2\",\"timestamp\":2,\"message\":\"second\"}]}"),
                "not gzip".getBytes(UTF_8),
                gzip("{\"messageType\":\"OTHER\"}"),
                gzip("not JSON"),
                gzip("{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[]}"));
        all.forEach(record -> records.add(record, 0, record.length));

        TransformationJob job = run(
                target, "logs", PATIENT, PartitionKeys.NONE, DIRECT_PUT, List.of(new Buffer(List.of(records.build()))));

        assertThat(job.records()).containsExactly("first \u00e9\nsecond\n", "");
        assertThat(job.errorLines()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertLine(
                    job.errorLines().get(i),
                    1,
                    "Lambda.ProcessingFailedStatus",
                    "ProcessingFailed status set for record",
                    all.get(2 + i),
                    "logs");
        }
    }

    @SafeVarargs
    private static TransformationJob run(Target target, String function, Duration timeout, List<String>... buffers)
            throws Exception {
        return run(target, function, timeout, PartitionKeys.NONE, DIRECT_PUT, buffers(buffers));
    }

    private static TransformationJob run(
            Target target,
            String function,
            Duration timeout,
            PartitionKeys keys,
            LambdaContext context,
            List<Buffer> buffers)
            throws Exception {
        LambdaConfig config = new LambdaConfig(
                server.endpoint(), null, "key", "secret", null, timeout, 5, plugIns, functions(target, function));
        LambdaProcessor processor = new LambdaProcessor(LambdaServer.arn(function), 1, 1 << 20, 60);
        return TransformationJob.run(cluster, processor, config, context, keys, buffers);
    }

    private static Map<String, LambdaFunctionConfig> functions(Target target, String function) {
        return switch (target) {
            case ARN -> Map.of();
            case URL -> Map.of(function, new LambdaFunctionConfig(server.url(function), null, null));
            case PLUG_IN ->
                Map.of(
                        function,
                        new LambdaFunctionConfig(null, function.equals("logs") ? "cloudwatch-logs" : function, null));
        };
    }

    @SafeVarargs
    private static List<Buffer> buffers(List<String>... buffers) {
        List<Buffer> all = new ArrayList<>();
        for (List<String> records : buffers) {
            RecordBatchBuilder builder = new RecordBatchBuilder(0).beginRun(0, all.size(), 0, ARRIVAL);
            for (String record : records) {
                byte[] bytes = record.getBytes(UTF_8);
                builder.add(bytes, 0, bytes.length);
            }
            all.add(new Buffer(List.of(builder.build())));
        }
        return all;
    }

    private static void assertLine(
            String line, int attempts, String code, String message, String rawData, String function) {
        assertLine(line, attempts, code, message, rawData.getBytes(UTF_8), function);
    }

    private static void assertLine(
            String line, int attempts, String code, String message, byte[] rawData, String function) {
        assertThat(line.replaceFirst("(?<=\"attemptEndingTimestamp\":)\\d{13}(?=,)", "0"))
                .isEqualTo("{\"attemptsMade\":" + attempts + ",\"arrivalTimestamp\":" + ARRIVAL + ",\"errorCode\":\""
                        + code + "\",\"errorMessage\":\"" + message + "\",\"attemptEndingTimestamp\":0,\"rawData\":\""
                        + Base64.getEncoder().encodeToString(rawData) + "\",\"lambdaArn\":\""
                        + LambdaServer.arn(function) + "\"}\n");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
