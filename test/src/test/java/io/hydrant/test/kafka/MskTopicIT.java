package io.hydrant.test.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.core.config.KafkaClusterConfig;
import io.hydrant.standalone.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Delivery streams that read topics of a broker that stays. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MskTopicIT {
    private static final Instant DAY_1 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant DAY_2 = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant DAY_3 = Instant.parse("2026-01-03T00:00:00Z");

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static Topics topics;
    private static TopicStreams streams;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        topics = new Topics(Map.of("bootstrap.servers", broker.bootstrapServers()));
        streams = new TopicStreams(
                folder.resolve("data"),
                new KafkaClusterConfig(
                        broker.bootstrapServers(), null, null, null, Map.of("partition.discovery.interval.ms", "500")));
    }

    @AfterAll
    static void stop() {
        streams.close();
        topics.close();
        broker.close();
    }

    @Test
    void messagesThatAreNoRecordsAreInTheErrorOutputAndTheOthersAreDelivered() throws Exception {
        String large = "x".repeat(11 << 20);
        topics.create("poison", 2);
        List<String> expected = new ArrayList<>(topics.send("poison", 2, "a", 0, 500, DAY_2.toEpochMilli()));
        topics.send("poison", 0, DAY_2.toEpochMilli(), null);
        topics.send("poison", 1, DAY_2.toEpochMilli() + 7, large);
        topics.send("poison", 1, DAY_2.toEpochMilli(), null);
        expected.addAll(topics.send("poison", 2, "b", 0, 500, DAY_2.toEpochMilli()));
        long before = System.currentTimeMillis();

        streams.start("poison", "poison", null, DAY_1);

        streams.awaitDelivered("poison", expected);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> streams.failed("poison").size() >= 3);
        assertThat(streams.failedObjects("poison"))
                .allMatch(key -> key.startsWith("failed/source-validation-failed/2026/poison-1-2026-01-02-00-00-00-")
                        && key.endsWith(".gz"));
        List<String> messages = new ArrayList<>();
        for (String line : streams.failed("poison")) {
            JsonNode error = new ObjectMapper().readTree(line);
            assertThat(error.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "attemptsMade",
                            "arrivalTimestamp",
                            "errorCode",
                            "errorMessage",
                            "attemptEndingTimestamp",
                            "rawData");
            messages.add(error.get("errorMessage").asText());
            assertThat(error.get("attemptsMade").asInt()).isEqualTo(1);
            assertThat(error.get("attemptEndingTimestamp").asLong()).isGreaterThanOrEqualTo(before);
            boolean tooLarge = error.get("errorCode").asText().equals("MSK.RecordTooLarge");
            assertThat(error.get("errorCode").asText()).isEqualTo(tooLarge ? "MSK.RecordTooLarge" : "MSK.NullValue");
            assertThat(error.get("arrivalTimestamp").asLong()).isEqualTo(DAY_2.toEpochMilli() + (tooLarge ? 7 : 0));
            assertThat(new String(
                            Base64.getDecoder().decode(error.get("rawData").asText()), UTF_8))
                    .isEqualTo(tooLarge ? large : "");
        }
        assertThat(messages)
                .containsExactlyInAnyOrder(
                        "The message at offset 250 of partition 0 of topic poison has no value",
                        "The message at offset 250 of partition 1 of topic poison has 11534336 bytes,"
                                + " but a record has at most 10485760",
                        "The message at offset 251 of partition 1 of topic poison has no value");
        metricsSayWhatWasReadAndWhatFailed(expected);
    }

    private static void metricsSayWhatWasReadAndWhatFailed(List<String> delivered) {
        long bytes = delivered.stream().mapToLong(line -> line.length() + 1).sum() + (11 << 20);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Map<String, String> metrics = streams.metrics("poison");
            assertThat(sum(metrics, "DataReadFromSource.Records")).isEqualTo(delivered.size() + 3);
            assertThat(sum(metrics, "DataReadFromSource.Bytes")).isEqualTo(bytes);
            assertThat(sum(metrics, "FailedValidation.Records")).isEqualTo(3);
            assertThat(sum(metrics, "FailedValidation.Bytes")).isEqualTo(11 << 20);
            assertThat(sum(metrics, "ErrorOutputToS3.Records")).isEqualTo(3);
            assertThat(metrics.keySet()).anyMatch(name -> name.endsWith("MSK_topic.KafkaOffsetLag"));
            assertThat(sum(metrics, "KafkaOffsetLag")).isZero();
        });
    }

    private static long sum(Map<String, String> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().endsWith("." + name))
                .mapToLong(metric -> Long.parseLong(metric.getValue()))
                .sum();
    }

    @Test
    void aStreamBeginsWhereItIsTold() throws Exception {
        topics.create("days", 2);
        List<String> first = topics.send("days", 2, "first", 0, 10, DAY_1.toEpochMilli());
        List<String> second = topics.send("days", 2, "second", 0, 10, DAY_2.toEpochMilli());
        List<String> third = topics.send("days", 2, "third", 0, 10, DAY_3.toEpochMilli());

        streams.start("from-activation", "days", null, DAY_3.minusSeconds(1));
        streams.start("from-epoch", "days", "1970-01-01T00:00:00Z", DAY_3);
        streams.start("from-middle", "days", "2026-01-02T00:00:00Z", DAY_3);
        streams.start("from-now", "days", null, DAY_3.plusSeconds(1));

        streams.awaitDelivered("from-activation", third);
        streams.awaitDelivered("from-middle", concat(second, third));
        streams.awaitDelivered("from-epoch", concat(first, second, third));
        List<String> later =
                topics.send("days", 2, "later", 0, 10, DAY_3.plusSeconds(2).toEpochMilli());
        streams.awaitDelivered("from-now", later);
        streams.awaitDelivered("from-middle", concat(second, third, later));
    }

    @Test
    void aPartitionThatIsAddedIsReadFromItsBeginning() throws Exception {
        topics.create("growing", 1);
        List<String> expected = new ArrayList<>(topics.send("growing", 1, "a", 0, 10, DAY_3.toEpochMilli()));
        streams.start("growing", "growing", null, DAY_2);
        streams.awaitDelivered("growing", expected);

        topics.addPartitions("growing", 3);
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            // Older than where the stream began.
            topics.send("growing", 2, DAY_1.toEpochMilli(), "new-partition\n");
            return true;
        });
        expected.add("new-partition");
        expected.addAll(topics.send("growing", 3, "b", 0, 10, DAY_3.toEpochMilli()));

        streams.awaitDelivered("growing", expected);
        assertThat(streams.failures("growing")).isZero();
    }

    @Test
    void onlyCommittedMessagesAreDelivered() throws Exception {
        topics.create("transactions", 1);
        List<String> expected = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = topics.producer("t1")) {
            producer.initTransactions();
            for (int transaction = 0; transaction < 10; transaction++) {
                producer.beginTransaction();
                for (int i = 0; i < 20; i++) {
                    String line = transaction + "-" + i;
                    var unused = producer.send(Topics.message("transactions", 0, DAY_2.toEpochMilli(), line + "\n"));
                    if (transaction % 2 == 0) {
                        expected.add(line);
                    }
                }
                producer.flush();
                if (transaction % 2 == 0) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
            streams.start("transactions", "transactions", null, DAY_1);
            streams.awaitDelivered("transactions", expected);

            producer.beginTransaction();
            var unused = producer.send(Topics.message("transactions", 0, DAY_2.toEpochMilli(), "open\n"));
            producer.flush();
            List<String> behind = topics.send("transactions", 1, "behind", 0, 1, DAY_2.toEpochMilli());
            streams.awaitDelivered("transactions", expected);
            producer.commitTransaction();
            expected.add("open");
            expected.addAll(behind);
        }
        streams.awaitDelivered("transactions", expected);
        // Behind the last message, of 102 committed and 100 aborted ones and 10 marks; the last mark is no message.
        await().atMost(Duration.ofSeconds(40))
                .until(() -> committed("transactions", "hydrant.transactions.1"), List.of(212L)::equals);
    }

    @Test
    void streamsOfOneTopicDoNotDisturbEachOther() throws Exception {
        topics.create("shared", 2);
        List<String> expected = new ArrayList<>(topics.send("shared", 2, "a", 0, 1000, DAY_2.toEpochMilli()));
        streams.start("one", "shared", null, DAY_1);
        streams.start("two", "shared", null, DAY_1);
        streams.awaitDelivered("one", expected);
        streams.awaitDelivered("two", expected);

        streams.cancel("one");
        expected.addAll(topics.send("shared", 2, "b", 0, 1000, DAY_2.toEpochMilli()));
        streams.awaitDelivered("two", expected);
        streams.restart("one");

        streams.awaitDelivered("one", expected);
        assertThat(streams.failures("two")).isZero();
        await().atMost(Duration.ofSeconds(40))
                .until(
                        () -> List.of(committed("shared", "hydrant.one.1"), committed("shared", "hydrant.two.1")),
                        List.of(List.of(1000L, 1000L), List.of(1000L, 1000L))::equals);
    }

    private static List<Long> committed(String topic, String group) throws Exception {
        var offsets = topics.committed(group);
        List<Long> committed = new ArrayList<>();
        for (int partition = 0; offsets.containsKey(new TopicPartition(topic, partition)); partition++) {
            committed.add(offsets.get(new TopicPartition(topic, partition)).offset());
        }
        return committed;
    }

    @SafeVarargs
    private static List<String> concat(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
