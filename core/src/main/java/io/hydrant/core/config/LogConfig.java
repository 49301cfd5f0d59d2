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

    /** The longest record that Firehose takes; an entry holds at least one. */
    private static final int MAX_RECORD_BYTES = 1_024_000;

    static final LogConfig DEFAULT = new LogConfig(null, null, null, null, null, null, null, null, null);

    /** Compact form: all members are there. */
    public LogConfig {
        Check.notBlank("log.bootstrapServers", bootstrapServers);
        Check.range("log.partitions", partitions, 1, 10_000);
        Check.range("log.replicationFactor", replicationFactor, 1, 32);
        Check.range("log.maxEntryBytes", maxEntryBytes, MAX_RECORD_BYTES, 8 << 20);
        Check.range("log.maxInFlightBytes", maxInFlightBytes, maxEntryBytes, 64L << 30);
        Check.range(
                "log.acknowledgementTimeout", acknowledgementTimeout, Duration.ofMillis(100), Duration.ofMinutes(10));
        Check.range("log.idempotencyWindow", idempotencyWindow, Duration.ZERO, Duration.ofHours(24));
        Check.range("log.retention", retention, Duration.ZERO, Duration.ofDays(3650));
        properties = Map.copyOf(properties);
    }

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

    @Override
    public String toString() {
        return "LogConfig[" + bootstrapServers + ", partitions " + partitions + "]";
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
