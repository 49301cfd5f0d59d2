package io.hydrant.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.gateway.deploy.DeploymentException;
import io.hydrant.gateway.deploy.JobDeployer.JobState;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.gateway.store.StreamUpdates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class EmbeddedFlinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final DeliveryStream soon = stream("soon", 1);
    private final DeliveryStream late = stream("late", 900);

    @TempDir
    Path folder;

    private EmbeddedBroker broker;
    private HydrantConfig config;

    @BeforeEach
    void startKafka() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        config = LocalConfig.onKafka(
                broker.bootstrapServers(),
                LocalConfig.onFlink(0, Duration.ofMillis(500), LocalConfig.in(folder, HydrantConfig.defaults())));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(config.log().topic("soon"), 2, (short) 1),
                            new NewTopic(config.log().topic("late"), 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stopKafka() {
        broker.close();
    }

    @Test
    void aJobDeliversAndShowsItsState() throws Exception {
        put("soon", "a", "b");
        try (EmbeddedFlink flink = EmbeddedFlink.start(config, folder)) {
            assertThat(flink.state(soon)).isEqualTo(JobState.ABSENT);

            flink.start(soon);

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(flink.state(soon)).isEqualTo(JobState.RUNNING);
                assertThat(delivered("soon")).containsExactlyInAnyOrder("a", "b");
            });
        }
        assertThat(folder.resolve("flink")).doesNotExist();
    }

    @Test
    void aRestartedClusterGoesOnAndADrainDeliversTheRest() throws Exception {
        put("late", "before");
        put("soon", "before");
        try (EmbeddedFlink flink = EmbeddedFlink.start(config, folder)) {
            flink.start(late);
            flink.start(soon);
            // Both jobs checkpoint: when one has delivered, the other's buffer is in a checkpoint soon.
            await().atMost(PATIENCE).until(() -> !delivered("soon").isEmpty());
            await().atMost(PATIENCE).until(() -> checkpoints("late") > 0);
        }
        put("late", "after");
        try (EmbeddedFlink flink = EmbeddedFlink.start(config, folder)) {
            flink.start(late);
            await().atMost(PATIENCE).until(() -> readAndSecured("late") == 2);
            assertThat(flink.state(late)).isEqualTo(JobState.RUNNING);
            assertThat(delivered("late")).isEmpty();

            drain(flink, late);
            assertThat(delivered("late")).containsExactlyInAnyOrder("before", "after");
        }
        // As after a kill between the drain and the end of the stream: the job starts once more.
        try (EmbeddedFlink flink = EmbeddedFlink.start(config, folder)) {
            put("late", "while it was being updated");
            flink.start(late);
            await().atMost(PATIENCE).until(() -> readAndSecured("late") == 3);
            drain(flink, late);
            assertThat(delivered("late")).containsExactlyInAnyOrder("before", "after", "while it was being updated");

            forget(flink, late);
            assertThat(flink.state(late)).isEqualTo(JobState.ABSENT);
            assertThat(checkpoints("late")).isZero();
        }
    }

    @Test
    void stateMayBeOnTheDisk() throws Exception {
        config = LocalConfig.onKafka(
                broker.bootstrapServers(),
                LocalConfig.onFlink(0, Duration.ofMillis(500), LocalConfig.in(folder, ConfigReader.fromJson("""
                                {"flink": {"options": {"state.backend.type": "rocksdb",
                                                       "execution.checkpointing.incremental": "true"}}}"""))));
        put("late", "before");
        try (EmbeddedFlink flink = EmbeddedFlink.start(config, folder)) {
            flink.start(late);
            await().atMost(PATIENCE).until(() -> readAndSecured("late") == 1);
            try (Stream<Path> files = Files.walk(folder.resolve("flink"))) {
                assertThat(files).anyMatch(file -> file.getFileName().toString().equals("CURRENT"));
            }
        }
        put("late", "after");
        try (EmbeddedFlink flink = EmbeddedFlink.start(config, folder)) {
            flink.start(late);
            await().atMost(PATIENCE).until(() -> readAndSecured("late") == 2);
            drain(flink, late);
            assertThat(delivered("late")).containsExactlyInAnyOrder("before", "after");
        }
    }

    @Test
    void aCancelledJobEndsWithWhatItHasBuffered() throws Exception {
        put("late", "never");
        try (EmbeddedFlink flink = EmbeddedFlink.start(config, folder)) {
            flink.cancel(late);
            assertThat(flink.state(late)).isEqualTo(JobState.ABSENT);
            flink.start(late);
            await().atMost(PATIENCE).until(() -> readAndSecured("late") == 1);

            flink.cancel(late);

            assertThat(flink.state(late)).isEqualTo(JobState.FAILED);
            assertThat(delivered("late")).isEmpty();
            flink.cancel(late);
        }
    }

    /** The second version has operators that the first and the third do not have. */
    @Test
    void aNewVersionGoesOnWhereTheOneBeforeWasDrained() throws Exception {
        DeliveryStream backedUp = late(2, 1, """
                , "S3BackupMode": "Enabled", "S3BackupConfiguration": {
                  "RoleARN": "arn:aws:iam::000000000000:role/test", "BucketARN": "arn:aws:s3:::backup"}
                """);
        put("late", "first");
        try (EmbeddedFlink flink = EmbeddedFlink.start(config, folder)) {
            flink.start(late);
            await().atMost(PATIENCE).until(() -> readAndSecured("late") == 1);
            drain(flink, late);
            assertThat(delivered("late")).containsExactly("first");

            put("late", "second");
            flink.start(backedUp);
            await().atMost(PATIENCE).until(() -> readAndSecured("late") == 2);
            assertThat(delivered("late")).containsExactly("first");
        }
        // As after a kill: the second version goes on from its own checkpoint.
        try (EmbeddedFlink flink = EmbeddedFlink.start(config, folder)) {
            flink.start(backedUp);
            put("late", "third");
            await().atMost(PATIENCE).until(() -> readAndSecured("late") == 3);
            drain(flink, backedUp);
            assertThat(delivered("late")).containsExactlyInAnyOrder("first", "second", "third");
            assertThat(delivered("backup")).containsExactlyInAnyOrder("second", "third");

            put("late", "fourth");
            flink.start(late(3, 1, ""));
            await("the state of an operator that is gone is refused")
                    .atMost(PATIENCE)
                    .until(() -> flink.state(late) == JobState.FAILED);
            DeliveryStream third = late(3, 2, "");
            flink.start(third);
            await().atMost(PATIENCE).until(() -> readAndSecured("late") == 4);
            drain(flink, third);
            assertThat(delivered("late")).containsExactlyInAnyOrder("first", "second", "third", "fourth");
            assertThat(delivered("backup")).containsExactlyInAnyOrder("second", "third");

            forget(flink, third);
            assertThat(folder.resolve("checkpoints/late/i1")).doesNotExist();
        }
    }

    /** A later version of a stream that buffers for long. */
    private static DeliveryStream late(long version, long drained, String members) {
        DeliveryStream stream = stream("late", 900, members);
        return new DeliveryStream(
                stream.name(),
                stream.arn(),
                stream.status(),
                version,
                stream.createMillis(),
                stream.deliveryStart(),
                stream.incarnation(),
                stream.definition(),
                new StreamUpdates(Instant.EPOCH, null, drained));
    }

    @Test
    void aStreamThatHasDeliveredDoesNotStartFromNothing() throws Exception {
        String group = config.log().consumerGroup("soon");
        try (EmbeddedFlink flink = EmbeddedFlink.start(config, folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicPartition partition = new TopicPartition(config.log().topic("soon"), 0);
            admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(1)))
                    .all()
                    .get();

            assertThatThrownBy(() -> flink.start(soon))
                    .isInstanceOf(DeploymentException.class)
                    .message()
                    .startsWith("flink.checkpointDirectory: ")
                    .contains("checkpoints/soon/i1 holds no checkpoint of soon, which has delivered before: ")
                    .hasLineCount(1);
            assertThat(flink.state(soon)).isEqualTo(JobState.ABSENT);

            admin.deleteConsumerGroups(List.of(group)).all().get();
            flink.start(soon);
            assertThat(flink.state(soon)).isIn(JobState.STARTING, JobState.RUNNING);
        }
    }

    private static void drain(EmbeddedFlink flink, DeliveryStream stream) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            flink.drain(stream);
            assertThat(flink.state(stream)).isEqualTo(JobState.FINISHED);
        });
    }

    /** Flink clears the checkpoints of a job that has ended away by itself, and is not always done. */
    private static void forget(EmbeddedFlink flink, DeliveryStream stream) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> flink.forget(stream));
    }

    private void put(String stream, String... records) throws Exception {
        RecordBatchBuilder batch = new RecordBatchBuilder(1024).beginEntry(System.currentTimeMillis());
        for (String each : records) {
            byte[] line = (each + "\n").getBytes(StandardCharsets.UTF_8);
            batch.add(line, 0, line.length);
        }
        RecordBatch entry = batch.build();
        byte[] value = Arrays.copyOf(entry.bytes(), entry.serializedLength());
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(config.log().topic(stream), value))
                    .get();
        }
    }

    /** Log entries below the offsets that the stream's job has committed. */
    private long readAndSecured(String stream) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            String group = config.log().consumerGroup(stream);
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    private List<String> delivered(String stream) throws IOException {
        return files(folder.resolve("s3").resolve(stream)).stream()
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .flatMap(EmbeddedFlinkTest::lines)
                .toList();
    }

    private long checkpoints(String stream) throws IOException {
        return files(folder.resolve("checkpoints").resolve(stream)).stream()
                .filter(file -> file.endsWith("_metadata"))
                .count();
    }

    private static List<Path> files(Path below) throws IOException {
        if (!Files.exists(below)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            // A file was renamed while the folder was listed.
            return List.of();
        }
    }

    private static Stream<String> lines(Path object) {
        try {
            return Files.readAllLines(object).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DeliveryStream stream(String name, int intervalSeconds) {
        return stream(name, intervalSeconds, "");
    }

    private static DeliveryStream stream(String name, int intervalSeconds, String members) {
        StreamDefinition definition = StreamDefinition.parse("""
                {"DeliveryStreamName": "%s", "ExtendedS3DestinationConfiguration": {
                  "RoleARN": "arn:aws:iam::000000000000:role/test", "BucketARN": "arn:aws:s3:::%s",
                  "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": %d}%s}}
                """.formatted(name, name, intervalSeconds, members));
        return new DeliveryStream(name, "arn:" + name, StreamStatus.ACTIVE, 1, 0, Instant.EPOCH, "i1", definition);
    }
}
