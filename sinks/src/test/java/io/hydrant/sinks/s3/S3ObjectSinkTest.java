package io.hydrant.sinks.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.core.definition.CompressionFormat;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PrefixExpression;
import io.hydrant.core.prefix.PrefixRules;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.mocks.MockCommitRequest;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectSinkTest {
    private final UnregisteredMetricsGroup metrics = new UnregisteredMetricsGroup();

    private static final long ARRIVAL = 1_535_365_800_000L; // 2018-08-27T10:30:00Z

    @TempDir
    Path bucket;

    @Test
    void anObjectAppearsWhenItIsCommittedAndNotBefore() throws IOException {
        Collection<S3Committable> committables = write("hello, ", "world");
        assertThat(objects()).isEmpty();

        commit(committables);

        assertThat(objects()).hasSize(1);
        assertThat(bucket.relativize(objects().get(0)).toString())
                .matches("in/2018/08/27/10/clicks-3-2018-08-27-10-30-00-[0-9a-f-]{36}");
        assertThat(objects().get(0)).hasContent("hello, world");
    }

    @Test
    void committingTwiceChangesNothing() throws IOException {
        Collection<S3Committable> committables = write("once");

        commit(committables);
        commit(committables);

        assertThat(objects()).hasSize(1);
        assertThat(objects().get(0)).hasContent("once");
    }

    @Test
    void anObjectThatAReaderTookAwayDoesNotStopARestoredJob() throws IOException {
        Collection<S3Committable> committables = write("taken");
        commit(committables);
        Files.delete(objects().get(0));

        commit(committables);

        assertThat(objects()).isEmpty();
    }

    @Test
    void aCommittableSurvivesItsCheckpoint() throws IOException {
        S3CommittableSerializer serializer = new S3CommittableSerializer();
        S3Committable written = write("kept").iterator().next();

        S3Committable restored = serializer.deserialize(serializer.getVersion(), serializer.serialize(written));
        commit(List.of(restored));

        assertThat(objects().get(0)).hasContent("kept");
        assertThat(restored.records()).isEqualTo(1);
        assertThat(restored.payloadBytes()).isEqualTo(4);
        assertThat(restored.oldestArrivalMillis()).isEqualTo(ARRIVAL);
    }

    @Test
    void aFailureToPublishIsThrown() throws IOException {
        Collection<S3Committable> committables = write("lost");
        try (Stream<Path> files = Files.walk(bucket)) {
            Path inProgress = files.filter(file -> file.getFileName().toString().startsWith("."))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(inProgress, "x"); // shorter than what was written
        }
        assertThatThrownBy(() -> commit(committables)).isInstanceOf(IOException.class);
    }

    @Test
    void aBucketThatCannotBeWrittenToFailsTheWriter() throws IOException {
        Files.writeString(bucket.resolve("in"), "a file where the prefix wants a folder");

        long before = failures();

        assertThatThrownBy(() -> write("x")).isInstanceOf(IOException.class);
        assertThat(failures()).isEqualTo(before + 1);
    }

    @Test
    void aPartitionThatCannotBeWrittenGoesToTheErrorOutputAndTheOthersAreDelivered() throws IOException {
        Files.writeString(bucket.resolve("t=a"), "a file where the prefix wants a folder");

        commit(writePartitions(Duration.ofMillis(500)));

        assertThat(bucket.resolve("t=b")).isDirectoryContaining("glob:**clicks-3-*");
        List<Path> errors = objects(bucket.resolve("bad/partitioning-failed"));
        assertThat(errors).hasSize(1);
        List<String> lines = Files.readAllLines(errors.get(0));
        assertThat(lines).hasSize(2);
        JsonNode line = new ObjectMapper().readTree(lines.get(1));
        assertThat(line.path("errorCode").asText()).isEqualTo("DynamicPartitioning.DeliveryFailed");
        assertThat(line.path("errorMessage").asText())
                .isEqualTo("The object of the record's partition could not be written for 0 s");
        assertThat(line.path("attemptsMade").asInt()).isBetween(2, 5);
        assertThat(line.path("arrivalTimestamp").asLong()).isEqualTo(ARRIVAL);
        assertThat(line.path("rawData").binaryValue()).asString(UTF_8).isEqualTo("two");
    }

    @Test
    void aPartitionThatCanBeWrittenInTimeIsDelivered() throws Exception {
        Path inTheWay = Files.writeString(bucket.resolve("t=a"), "a file where the prefix wants a folder");
        long before = failures();
        CompletableFuture<Void> mended = CompletableFuture.runAsync(() -> {
            await().until(() -> failures() > before + 1);
            assertThat(inTheWay.toFile().delete()).isTrue();
        });

        commit(writePartitions(Duration.ofMinutes(1)));
        mended.get(1, TimeUnit.MINUTES);

        assertThat(objects(bucket.resolve("t=a")))
                .singleElement()
                .satisfies(object -> assertThat(object).hasContent("onetwo"));
        assertThat(objects(bucket.resolve("t=b"))).hasSize(1);
        assertThat(bucket.resolve("bad")).doesNotExist();
    }

    /** One after the other they would take a minute. */
    @Test
    void partitionsThatCannotBeWrittenAreTriedAtTheSameTime() throws IOException {
        Files.writeString(bucket.resolve("t=a"), "a file where the prefix wants a folder");
        PrefixExpression prefix = PrefixRules.data("t=a/!{partitionKeyFromQuery:t}/", true);
        Buffer[] buffers = IntStream.range(0, 60)
                .mapToObj(number ->
                        new Buffer(List.of(batch("record " + number)), "", partition(prefix, Integer.toString(number))))
                .toArray(Buffer[]::new);

        long start = System.nanoTime();
        commit(writePartitions(prefix, Duration.ofSeconds(1), buffers));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        List<String> lost = new ArrayList<>();
        for (Path object : objects(bucket.resolve("bad/partitioning-failed"))) {
            JsonNode line = new ObjectMapper().readTree(object.toFile());
            assertThat(line.path("attemptsMade").asInt()).isGreaterThan(1);
            lost.add(new String(line.path("rawData").binaryValue(), UTF_8));
        }
        assertThat(lost)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 60)
                        .mapToObj(number -> "record " + number)
                        .toList());
    }

    @Test
    void anErrorOutputThatCannotTakeThePartitionEitherFailsTheWriter() throws IOException {
        Files.writeString(bucket.resolve("t=a"), "a file where the prefix wants a folder");
        Files.writeString(bucket.resolve("bad"), "a file where the prefix wants a folder");

        assertThatThrownBy(() -> writePartitions(Duration.ZERO)).isInstanceOf(IOException.class);
    }

    /** Partitions a, with the records one and two, and b. */
    private Collection<S3Committable> writePartitions(Duration retryDuration) throws IOException {
        PrefixExpression prefix = PrefixRules.data("t=!{partitionKeyFromQuery:t}/", true);
        return writePartitions(
                prefix,
                retryDuration,
                new Buffer(List.of(batch("one", "two")), "", partition(prefix, "a")),
                new Buffer(List.of(batch("three")), "", partition(prefix, "b")));
    }

    private Collection<S3Committable> writePartitions(
            PrefixExpression prefix, Duration retryDuration, Buffer... buffers) throws IOException {
        PrefixExpression errors = PrefixRules.errors("", "bad/!{firehose:error-output-type}/");
        return write(
                new ObjectKey(prefix, "clicks", "3", "", ZoneOffset.UTC),
                new PartitionRetry(retryDuration, new ObjectKey(errors, "clicks", "3", "", ZoneOffset.UTC)),
                buffers);
    }

    private static String partition(PrefixExpression prefix, String value) {
        byte[] encoded = PartitionKeys.of(prefix).encode(new String[] {value});
        return PartitionKeys.partition(encoded, 0, encoded.length);
    }

    /** What the gauge shows after a restart: a new one, that counts on. */
    private static long failures() {
        AtomicReference<Gauge<?>> gauge = new AtomicReference<>();
        OutputFailures unused = OutputFailures.of(S3Output.DATA, "clicks", new UnregisteredMetricsGroup() {
            @Override
            public <T, G extends Gauge<T>> G gauge(String name, G registered) {
                assertThat(name).isEqualTo("WriteFailures");
                gauge.set(registered);
                return registered;
            }
        });
        return (Long) gauge.get().getValue();
    }

    private Collection<S3Committable> write(String... records) throws IOException {
        StreamDefinition definition = StreamDefinition.parse("{\"DeliveryStreamName\": \"clicks\","
                + " \"S3DestinationConfiguration\": {\"RoleARN\": \"arn:aws:iam::123456789012:role/r\","
                + " \"BucketARN\": \"arn:aws:s3:::b\", \"Prefix\": \"in/\"}}");
        return write(definition.s3().dataKey("clicks", "3"), null, new Buffer(List.of(batch(records))));
    }

    private Collection<S3Committable> write(ObjectKey key, @Nullable PartitionRetry retry, Buffer... buffers)
            throws IOException {
        S3ObjectOptions options = new S3ObjectOptions(
                "clicks", bucket.toUri(), key, CompressionFormat.UNCOMPRESSED, 1, new byte[0], S3Output.DATA, retry);
        OutputFailures told = OutputFailures.of(S3Output.DATA, "clicks", metrics);
        try (S3ObjectWriter writer = new S3ObjectWriter(options, told, metrics)) {
            for (Buffer buffer : buffers) {
                writer.write(buffer, null);
            }
            return writer.prepareCommit();
        }
    }

    private static RecordBatch batch(String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(ARRIVAL);
        for (String record : records) {
            builder.add(record.getBytes(UTF_8), 0, record.length());
        }
        return builder.build();
    }

    private void commit(Collection<S3Committable> committables) throws IOException {
        try (S3Committer committer = new S3Committer(metrics, OutputFailures.of(S3Output.DATA, "clicks", metrics))) {
            committer.commit(committables.stream()
                    .<Committer.CommitRequest<S3Committable>>map(MockCommitRequest::new)
                    .toList());
        }
    }

    private List<Path> objects() throws IOException {
        return objects(bucket);
    }

    private static List<Path> objects(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
