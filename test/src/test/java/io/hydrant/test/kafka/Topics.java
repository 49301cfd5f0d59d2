package io.hydrant.test.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of a cluster, and a producer for them. */
final class Topics implements AutoCloseable {
    private final Properties settings;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    /** @param settings of Kafka's clients */
    Topics(Map<String, String> settings) {
        this.settings = new Properties();
        this.settings.putAll(settings);
        this.admin = Admin.create(this.settings);
        this.producer = producer(null);
    }

    /** Another producer, to be closed by the caller. */
    KafkaProducer<byte[], byte[]> producer(@Nullable String transactionalId) {
        Properties producer = new Properties();
        producer.putAll(settings);
        producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(16 << 20));
        producer.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, "500");
        if (transactionalId == null) {
            producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
        } else {
            producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        }
        return new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void create(String topic, int partitions) throws Exception {
        // The tests' messages are of some day in the past: the broker must not think that their time is over.
        NewTopic created = new NewTopic(topic, partitions, (short) 1)
                .configs(Map.of("max.message.bytes", Integer.toString(16 << 20), "retention.ms", "-1"));
        admin.createTopics(List.of(created)).all().get();
    }

    void addPartitions(String topic, int total) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total)))
                .all()
                .get();
    }

    /** Offsets that a consumer group has committed. */
    Map<TopicPartition, OffsetAndMetadata> committed(String group) throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    /** Sends lines {@code <name>-<from>} up to, without, {@code <name>-<to>}, over the partitions in turn. */
    List<String> send(String topic, int partitions, String name, int from, int to, long timestamp) throws Exception {
        List<String> lines = new ArrayList<>();
        List<Future<?>> sent = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String line = name + "-" + i;
            lines.add(line);
            sent.add(producer.send(message(topic, i % partitions, timestamp, line + "\n")));
        }
        producer.flush();
        for (Future<?> message : sent) {
            message.get();
        }
        return lines;
    }

    /** Sends one message. */
    void send(String topic, int partition, long timestamp, @Nullable String value) throws Exception {
        producer.send(message(topic, partition, timestamp, value)).get();
    }

    static ProducerRecord<byte[], byte[]> message(String topic, int partition, long timestamp, @Nullable String value) {
        return new ProducerRecord<>(
                topic, partition, timestamp, new byte[] {'k'}, value == null ? null : value.getBytes(UTF_8));
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
