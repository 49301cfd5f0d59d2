package io.hydrant.gateway.log;

import io.hydrant.core.config.LogConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Kafka client properties of the ingest log. What the configuration's {@code log.properties} say wins, but for what a 200
 * stands on: acknowledgement by all replicas and idempotence.
 */
final class KafkaClientSettings {
    /**
     * Largest produce batch: waiting requests of a partition are written, and flushed, as one. Each partition that is being
     * written to takes a buffer of this size, so more is not better.
     */
    private static final int BATCH_BYTES = 2 << 20;

    /** Room for the record ends and Kafka's framing beside the payload of an entry. */
    private static final int ENTRY_OVERHEAD_BYTES = 1 << 20;

    /** What the largest message of a topic must allow at least. */
    private static final int MIN_MESSAGE_BYTES = 9 << 20;

    private KafkaClientSettings() {}

    /** Bytes that a topic must accept as one message. */
    static int maxMessageBytes(LogConfig config) {
        return Math.max(maxRequestBytes(config), MIN_MESSAGE_BYTES);
    }

    private static int maxRequestBytes(LogConfig config) {
        return config.maxEntryBytes() + ENTRY_OVERHEAD_BYTES;
    }

    /** Longest wait for metadata: the log is gone or the topic is. */
    static Duration maxBlock(LogConfig config) {
        long tenth = config.acknowledgementTimeout().toMillis() / 10;
        return Duration.ofMillis(Math.max(100, Math.min(tenth, 1_000)));
    }

    static Map<String, Object> producer(LogConfig config) {
        Map<String, Object> properties = new HashMap<>();
        long timeout = config.acknowledgementTimeout().toMillis();
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRequestBytes(config));
        // Bounded by our own budget; this only has to leave room for the buffers of all partitions in use.
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * config.maxInFlightBytes() + 64L * BATCH_BYTES);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.max(100, timeout / 2));
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 50L);
        properties.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500L);
        common(properties, config);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) Math.max(200, timeout));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, maxBlock(config).toMillis());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }

    static Map<String, Object> admin(LogConfig config) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        common(properties, config);
        return properties;
    }

    private static void common(Map<String, Object> properties, LogConfig config) {
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50L);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000L);
        properties.putAll(config.properties());
        String servers = config.bootstrapServers();
        if (servers == null) {
            throw new IllegalArgumentException("log.bootstrapServers is missing");
        }
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    }
}
