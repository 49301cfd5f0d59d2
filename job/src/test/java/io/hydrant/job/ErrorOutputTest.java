package io.hydrant.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.Processors;
import io.hydrant.operators.validate.EntryValidation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A stream in which each twentieth batch is no log entry: where are the good and the bad when the job has ended? */
class ErrorOutputTest {
    private static final InMemoryReporter METRICS = InMemoryReporter.create();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .setConfiguration(METRICS.addToConfiguration(new org.apache.flink.configuration.Configuration()))
            .build());

    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void whatCannotBeReadIsInTheErrorOutputOnceAndItsNeighboursAreDelivered() throws Exception {
        FAILURES_LEFT.set(3);

        start().getJobExecutionResult().get(2, TimeUnit.MINUTES);

        assertThat(records("data/", "|\n")).containsExactlyInAnyOrderElementsOf(goodRecords());
        assertThat(records("backup/", "\n")).containsExactlyInAnyOrderElementsOf(goodRecords());
        assertThat(errorLines()).containsExactlyInAnyOrderElementsOf(expectedErrors());
    }

    @Test
    void anErrorOutputThatCannotBeWrittenIsTriedUntilItCan() throws Exception {
        FAILURES_LEFT.set(0);
        Path inTheWay = Files.createDirectories(folder.resolve("s3/b")).resolve("bad");
        Files.writeString(inTheWay, "a file where the prefix wants a folder");

        JobClient job;
        try (LoggedErrors log = new LoggedErrors()) {
            job = start();
            await().atMost(Duration.ofMinutes(1))
                    // The reporter's: while one attempt makes way for the next, both have a metric of this name.
                    .ignoreException(IllegalStateException.class)
                    .until(() -> METRICS.findMetrics(job.getJobID(), "ErrorOutputToS3.WriteFailures").values().stream()
                            .anyMatch(failures -> (Long) ((Gauge<?>) failures).getValue() > 0));
            await().untilAsserted(() -> assertThat(log.messages())
                    .anyMatch(message -> message.matches(
                            "S3 errors cannot be written: .*/bad/.*\\. No record is lost: it is tried again\\. .*")));
        }
        Files.delete(inTheWay);
        job.getJobExecutionResult().get(2, TimeUnit.MINUTES);

        assertThat(records("data/", "|\n")).containsExactlyInAnyOrderElementsOf(goodRecords());
        assertThat(errorLines()).containsExactlyInAnyOrderElementsOf(expectedErrors());
    }

    private JobClient start() throws Exception {
        JobSpec spec = TestJobs.spec(folder, definition());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.configure(FlinkConfiguration.ofJob(spec));
        DataStream<RecordBatch> batches = TestJobs.source(env, number -> {
            if (number > TestJobs.BATCHES / 2 && FAILURES_LEFT.getAndDecrement() > 0) {
                throw new IOException("injected failure");
            }
            return isPoison(number) ? poison(number) : TestJobs.batch(number);
        });
        FailureStreams failures = new FailureStreams();
        DataStream<RecordBatch> valid = failures.of(
                Processors.attach(batches, new EntryValidation("clicks"), "Validate", OperatorIds.VALIDATE));
        DeliveryPipeline.deliver(valid, spec, failures);
        return env.executeAsync();
    }

    private static StreamDefinition definition() {
        return StreamDefinition.parse("""
                {"DeliveryStreamName": "clicks", "ExtendedS3DestinationConfiguration": {
                  "RoleARN": "arn:aws:iam::123456789012:role/r", "BucketARN": "arn:aws:s3:::b",
                  "Prefix": "data/", "ErrorOutputPrefix": "bad/!{firehose:error-output-type}/",
                  "CompressionFormat": "GZIP",
                  "ProcessingConfiguration": {"Enabled": true, "Processors": [
                    {"Type": "AppendDelimiterToRecord", "Parameters": [
                      {"ParameterName": "Delimiter", "ParameterValue": "|\\\\n"}]}]},
                  "S3BackupMode": "Enabled", "S3BackupConfiguration": {
                    "RoleARN": "arn:aws:iam::123456789012:role/r", "BucketARN": "arn:aws:s3:::b",
                    "Prefix": "backup/", "CompressionFormat": "GZIP"}}}
                """);
    }

    private static boolean isPoison(long number) {
        return number % 20 == 7;
    }

    private static RecordBatch poison(long number) {
        return RecordBatch.ofMessage(3, number, 1_535_365_800_000L, ("poison " + number).getBytes(UTF_8));
    }

    private static List<String> goodRecords() {
        return LongStream.range(0, TestJobs.BATCHES)
                .filter(number -> !isPoison(number))
                .boxed()
                .flatMap(number -> TestJobs.records(number).stream())
                .map(String::strip)
                .toList();
    }

    private static List<String> expectedErrors() {
        return LongStream.range(0, TestJobs.BATCHES)
                .filter(ErrorOutputTest::isPoison)
                .mapToObj(number -> "1 1535365800000 DirectPut.UnreadableEntry What stands at offset " + number
                        + " of partition 3 of the ingest log of clicks is no entry of the log poison " + number)
                .toList();
    }

    /** Each line of the error objects by its members, all of them. */
    private List<String> errorLines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : records("bad/source-validation-failed/", "\n")) {
            JsonNode error = JSON.readTree(line);
            List<String> members = new ArrayList<>();
            error.fieldNames().forEachRemaining(members::add);
            assertThat(members)
                    .containsExactly(
                            "attemptsMade",
                            "arrivalTimestamp",
                            "errorCode",
                            "errorMessage",
                            "attemptEndingTimestamp",
                            "rawData");
            assertThat(error.path("attemptEndingTimestamp").longValue()).isGreaterThan(1_535_365_800_000L);
            lines.add(error.path("attemptsMade").intValue() + " "
                    + error.path("arrivalTimestamp").longValue() + " "
                    + error.path("errorCode").textValue() + " "
                    + error.path("errorMessage").textValue() + " "
                    + new String(error.path("rawData").binaryValue(), UTF_8));
        }
        return lines;
    }

    private List<String> records(String prefix, String delimiter) throws IOException {
        List<String> records = new ArrayList<>();
        for (Path object : TestJobs.objects(folder, prefix)) {
            byte[] bytes = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(object))).readAllBytes();
            for (String record : new String(bytes, UTF_8).split(java.util.regex.Pattern.quote(delimiter), -1)) {
                if (!record.isEmpty()) {
                    records.add(record.strip());
                }
            }
        }
        return records;
    }
}
