package io.hydrant.sinks.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.definition.CompressionFormat;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.sinks.s3.encoding.ObjectEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.mocks.MockCommitRequest;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
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
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(ARRIVAL);
        for (String record : records) {
            builder.add(record.getBytes(UTF_8), 0, record.length());
        }
        try (S3ObjectWriter writer = new S3ObjectWriter(
                new org.apache.flink.core.fs.Path(bucket.toUri()),
                definition.s3().dataKey("clicks", "3"),
                new ObjectEncoding(CompressionFormat.UNCOMPRESSED, 1, new byte[0]),
                OutputFailures.of(S3Output.DATA, "clicks", metrics))) {
            writer.write(new Buffer(List.of(builder.build())), null);
            return writer.prepareCommit();
        }
    }

    private void commit(Collection<S3Committable> committables) throws IOException {
        try (S3Committer committer = new S3Committer(metrics, OutputFailures.of(S3Output.DATA, "clicks", metrics))) {
            committer.commit(committables.stream()
                    .<Committer.CommitRequest<S3Committable>>map(MockCommitRequest::new)
                    .toList());
        }
    }

    private List<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
