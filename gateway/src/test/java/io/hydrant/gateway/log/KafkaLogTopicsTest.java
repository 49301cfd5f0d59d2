package io.hydrant.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.LogConfig;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.gateway.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaLogTopicsTest {
    @TempDir
    static Path folder;

    private static TestBroker broker;
    private static LogConfig config;
    private static KafkaLogTopics topics;
    private static IngestLog log;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker(folder);
        config = new LogConfig(broker.bootstrapServers(), 2, null, null, null, null, null, null, null);
        topics = new KafkaLogTopics(config);
        log = new IngestLog(config);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close(Duration.ZERO);
        log.close();
        topics.close();
        broker.close();
    }

    @Test
    void aTopicIsFlushedWithEachWriteAndNeverForgetsByItself() throws Exception {
        topics.create("made");

        assertThatItKeepsThePromise("made");
        assertThat(topics.endOffsets("made")).isEqualTo(Map.of(0, 0L, 1, 0L));
    }

    @Test
    void aTopicThatIsThereAlreadyIsTakenAndConfigured() throws Exception {
        admin.createTopics(List.of(new NewTopic("hydrant.theirs", 3, (short) 1)))
                .all()
                .get();

        topics.create("theirs");

        assertThatItKeepsThePromise("theirs");
        assertThat(topics.endOffsets("theirs")).hasSize(3);
    }

    private static void assertThatItKeepsThePromise(String stream) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, "hydrant." + stream);
        Config made = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        assertThat(made.get("flush.messages").value()).isEqualTo("1");
        assertThat(made.get("retention.ms").value()).isEqualTo("-1");
        assertThat(Integer.parseInt(made.get("max.message.bytes").value())).isGreaterThan(8 << 20);
    }

    @Test
    void namesThatTheLogCannotTellApartAreRefused() {
        topics.create("a.b");

        assertThatThrownBy(() -> topics.create("a_b"))
                .isInstanceOfSatisfying(
                        FirehoseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining("a_b");
    }

    @Test
    void aDeletedTopicIsGoneWithItsOffsetsAndItsNameCanBeUsedAgain() throws Exception {
        for (int round = 0; round < 3; round++) {
            topics.create("again");
            assertThat(topics.deliveredOffsets("again")).isEmpty();
            Appended first = append("again", 1);
            Appended second = append("again", 1);
            assertThat(List.of(first.offset(), second.offset())).containsExactly(0L, 1L);
            commit("again", first.partition(), 2);
            assertThat(topics.deliveredOffsets("again")).isEqualTo(Map.of(first.partition(), 2L));

            topics.delete("again");

            assertThat(topics.endOffsets("again")).isEmpty();
            assertThat(admin.listTopics().names().get()).doesNotContain("hydrant.again");
        }
        topics.delete("again");
    }

    @Test
    void onlyEntriesThatAreDeliveredAndOldAreDeleted() throws Exception {
        topics.create("old");
        int partition = append("old", 1).partition();
        append("old", 1);
        append("old", 1);

        topics.truncate("old", Instant.now());
        assertThat(entries("old")).as("nothing is delivered").isEqualTo(3);
        commit("old", partition, 2);
        topics.truncate("old", Instant.EPOCH);
        assertThat(entries("old")).as("nothing is old").isEqualTo(3);
        topics.truncate("old", Instant.now());
        assertThat(entries("old")).as("the third is not delivered").isEqualTo(1);
        topics.truncate("old", Instant.now());
        assertThat(entries("old")).isEqualTo(1);
    }

    @Test
    void truncationRunsByItself() throws Exception {
        topics.create("loop");
        int partition = append("loop", 1).partition();
        commit("loop", partition, 1);

        try (LogTruncation truncation = new LogTruncation(
                topics, () -> List.of("nowhere", "loop"), Duration.ofMillis(1), InstantSource.system())) {
            truncation.start();
            await().atMost(20, TimeUnit.SECONDS).until(() -> entries("loop") == 0);
        }
    }

    /** Entries with one request id, so that they meet in one partition. */
    private static Appended append(String stream, long arrivalMillis) {
        RecordBatch entry = new RecordBatchBuilder(10)
                .requestId(7, 9)
                .beginEntry(arrivalMillis)
                .add(new byte[10], 0, 10)
                .build();
        Appended appended = log.append(config.topic(stream), List.of(entry)).get(0);
        assertThat(appended.failure()).isNull();
        return appended;
    }

    private static void commit(String stream, int partition, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                        config.consumerGroup(stream),
                        Map.of(new TopicPartition(config.topic(stream), partition), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private static int entries(String stream) {
        return broker.read(config.topic(stream)).size();
    }
}
