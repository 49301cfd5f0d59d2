package io.hydrant.core.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ingest log: one Kafka topic per delivery stream.
 *
 * @param bootstrapServers Kafka's {@code bootstrap.servers}; left out, {@code hydrant serve} starts a broker of its own
 * @param partitions partitions of a new topic; default 4
 * @param replicationFactor replicas of a new topic; default 1
 * @param maxEntryBytes payload bytes of one entry at the most, larger requests become several; default 4 MiB, which is
 *     the most one request can bring
 * @param maxInFlightBytes bytes that may wait for the log's acknowledgement before callers are told to slow down;
 *     default 64 MiB
 * @param acknowledgementTimeout how long a request waits for the log; default 10 s
 * @param idempotencyWindow for how long a request id is remembered; default 10 min
 * @param retention how long delivered entries stay in the log; default 24 h. Undelivered ones always stay.
 * @param properties further Kafka client properties (TLS, SASL, ...)
 */
public record LogConfig(
        @Nullable String bootstrapServers,
        int partitions,
        int replicationFactor,
        int maxEntryBytes,
        long maxInFlightBytes,
        Duration acknowledgementTimeout,
        Duration idempotencyWindow,
        Duration retention,
        Map<String, String> properties) {

    static final LogConfig DEFAULT = new LogConfig(null, null, null, null, null, null, null, null, null);

    public LogConfig(
            @Nullable String bootstrapServers,
            @Nullable Integer partitions,
            @Nullable Integer replicationFactor,
            @Nullable Integer maxEntryBytes,
            @Nullable Long maxInFlightBytes,
            @Nullable Duration acknowledgementTimeout,
            @Nullable Duration idempotencyWindow,
            @Nullable Duration retention,
            @Nullable Map<String, String> properties) {
        this(
                bootstrapServers,
                partitions == null ? 4 : partitions.intValue(),
                replicationFactor == null ? 1 : replicationFactor.intValue(),
                maxEntryBytes == null ? 4 << 20 : maxEntryBytes.intValue(),
                maxInFlightBytes == null ? 64L << 20 : maxInFlightBytes.longValue(),
                acknowledgementTimeout == null ? Duration.ofSeconds(10) : acknowledgementTimeout,
                idempotencyWindow == null ? Duration.ofMinutes(10) : idempotencyWindow,
                retention == null ? Duration.ofHours(24) : retention,
                properties == null ? Map.of() : Map.copyOf(properties));
    }

    /** Topic that holds the records put to a delivery stream. */
    public String topic(String deliveryStreamName) {
        return "hydrant." + deliveryStreamName;
    }

    /** Consumer group under which the stream's job publishes how far it has delivered. */
    public String consumerGroup(String deliveryStreamName) {
        return "hydrant." + deliveryStreamName;
    }
}
