package io.hydrant.gateway.log;

import io.hydrant.core.config.LogConfig;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ingest log's topics in Kafka, over its admin protocol. Every call waits, up to 15 seconds or so. */
public final class KafkaLogTopics implements LogTopics, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaLogTopics.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int PROBE_MILLIS = 2_000;

    private final LogConfig config;
    private final Admin admin;

    /** Opens the connection; does not wait for the log to be reachable. */
    public KafkaLogTopics(LogConfig config) {
        this.config = config;
        this.admin = Admin.create(KafkaClientSettings.admin(config));
    }

    @Override
    public void create(String stream) {
        String topic = config.topic(stream);
        NewTopic wanted = new NewTopic(
                        topic, Optional.of(config.partitions()), Optional.of((short) config.replicationFactor()))
                .configs(topicConfigs());
        try {
            await(admin.createTopics(List.of(wanted)).all());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidTopicException) {
                throw collision(stream);
            }
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw unavailable("create topic " + topic, e);
            }
            configure(topic);
        }
        waitUntil("topic " + topic + " is there", () -> {
            TopicDescription description = describe(topic);
            return description != null
                    && description.partitions().stream()
                            .allMatch(partition -> partition.leader() != null
                                    && !partition.leader().isEmpty());
        });
    }

    /** A topic that somebody else made has to keep the same promises. */
    private void configure(String topic) {
        List<AlterConfigOp> wanted = topicConfigs().entrySet().stream()
                .map(each ->
                        new AlterConfigOp(new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try {
            await(admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), wanted))
                    .all());
        } catch (ExecutionException e) {
            throw unavailable("configure topic " + topic, e);
        }
        waitUntil("topic " + topic + " is configured", () -> isConfigured(topic));
    }

    private boolean isConfigured(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config =
                    await(admin.describeConfigs(List.of(resource)).all()).get(resource);
            return config != null
                    && topicConfigs().entrySet().stream().allMatch(each -> {
                        ConfigEntry entry = config.get(each.getKey());
                        return entry != null && each.getValue().equals(entry.value());
                    });
        } catch (ExecutionException e) {
            throw unavailable("describe the configuration of topic " + topic, e);
        }
    }

    private Map<String, String> topicConfigs() {
        return Map.of(
                // A 200 means the record is on disk, so each write is flushed before it is acknowledged.
                "flush.messages", "1",
                // Only what is delivered is ever deleted, and that is LogTruncation's business.
                "cleanup.policy", "delete",
                "retention.ms", "-1",
                "retention.bytes", "-1",
                "max.message.bytes", Integer.toString(KafkaClientSettings.maxMessageBytes(config)),
                "min.insync.replicas", Integer.toString(Math.max(1, config.replicationFactor() - 1)));
    }

    private static FirehoseException collision(String stream) {
        return FirehoseException.invalidArgument(
                "DeliveryStreamName " + stream + " differs only in '.' and '_' from the"
                        + " name of a stream that exists, which the ingest log cannot tell apart; choose another name.");
    }

    @Override
    public void delete(String stream) {
        String topic = config.topic(stream);
        try {
            await(admin.deleteTopics(List.of(topic)).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw unavailable("delete topic " + topic, e);
            }
        }
        waitUntil("topic " + topic + " is gone", () -> describe(topic) == null);
        String group = config.consumerGroup(stream);
        waitUntil("consumer group " + group + " is gone", () -> deleteGroup(group));
    }

    private boolean deleteGroup(String group) {
        try {
            await(admin.deleteConsumerGroups(List.of(group)).all());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return true;
            }
            if (e.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            throw unavailable("delete consumer group " + group, e);
        }
    }

    @Override
    public Map<Integer, Long> endOffsets(String stream) {
        return offsets(config.topic(stream), OffsetSpec.latest());
    }

    @Override
    public Map<Integer, Long> deliveredOffsets(String stream) {
        String group = config.consumerGroup(stream);
        Map<TopicPartition, OffsetAndMetadata> committed;
        try {
            committed = await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw unavailable("read the offsets of consumer group " + group, e);
        }
        String topic = config.topic(stream);
        Map<Integer, Long> delivered = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null && partition.topic().equals(topic)) {
                delivered.put(partition.partition(), offset.offset());
            }
        });
        return delivered;
    }

    /** Deletes the entries of the stream that are delivered and were written before the given time. */
    void truncate(String stream, Instant before) {
        String topic = config.topic(stream);
        Map<Integer, Long> delivered = deliveredOffsets(stream);
        Map<Integer, Long> kept = offsets(topic, OffsetSpec.forTimestamp(before.toEpochMilli()));
        Map<Integer, Long> start = offsets(topic, OffsetSpec.earliest());
        Map<TopicPartition, RecordsToDelete> deletions = new HashMap<>();
        delivered.forEach((partition, end) -> {
            // No entry as young as that: everything is old enough.
            long young = kept.getOrDefault(partition, -1L);
            long upTo = young < 0 ? end : Math.min(young, end);
            if (upTo > start.getOrDefault(partition, Long.MAX_VALUE)) {
                deletions.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(upTo));
            }
        });
        try {
            await(admin.deleteRecords(deletions).all());
        } catch (ExecutionException e) {
            throw unavailable("delete delivered entries of topic " + topic, e);
        }
    }

    /** Returns if the log answers within two seconds; throws if not. */
    public void check() {
        try {
            await(admin.describeCluster(new DescribeClusterOptions().timeoutMs(PROBE_MILLIS))
                    .nodes());
        } catch (ExecutionException e) {
            throw unavailable("describe the cluster", e);
        }
    }

    private Map<Integer, Long> offsets(String topic, OffsetSpec spec) {
        TopicDescription description = describe(topic);
        if (description == null) {
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> asked = description.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()), partition -> spec));
        try {
            return await(admin.listOffsets(asked).all()).entrySet().stream()
                    .collect(Collectors.toMap(
                            each -> each.getKey().partition(),
                            each -> each.getValue().offset()));
        } catch (ExecutionException e) {
            throw unavailable("read the offsets of topic " + topic, e);
        }
    }

    private @Nullable TopicDescription describe(String topic) {
        try {
            return await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw unavailable("describe topic " + topic, e);
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void waitUntil(String what, Condition condition) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new FirehoseException(
                        ErrorCode.SERVICE_UNAVAILABLE, "Waited in vain for the ingest log until " + what + ".");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(TIMEOUT.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        } catch (TimeoutException e) {
            throw new ExecutionException(e);
        }
    }

    private static FirehoseException unavailable(String what, ExecutionException failure) {
        if (!(failure.getCause() instanceof InterruptedException)) {
            LOGGER.warn("The ingest log did not {}", what, failure.getCause());
        }
        return new FirehoseException(ErrorCode.SERVICE_UNAVAILABLE, "The ingest log did not " + what + ".");
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
