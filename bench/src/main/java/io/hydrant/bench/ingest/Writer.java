package io.hydrant.bench.ingest;

import java.util.Map;

/** Who writes to Kafka. */
public enum Writer {
    /** The gateway, over HTTP. */
    GATEWAY("gateway"),
    /** Kafka's producer tool, waiting a little for batches as large as the gateway's entries. */
    PRODUCER("Kafka producer, 512-KB batches"),
    /** Kafka's producer tool as it comes. */
    PRODUCER_DEFAULTS("Kafka producer, defaults");

    private final String label;

    Writer(String label) {
        this.label = label;
    }

    /** Name in the table. */
    public String label() {
        return label;
    }

    /** Settings of the producer, besides {@code acks=all}. */
    Map<String, String> settings() {
        return this == PRODUCER ? Map.of("batch.size", "524288", "linger.ms", "5") : Map.of();
    }
}
