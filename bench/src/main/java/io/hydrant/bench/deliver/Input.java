package io.hydrant.bench.deliver;

import java.util.Locale;

/** The form of the records in Kafka. */
public enum Input {
    /** As the gateway writes them: one message per request, a {@link io.hydrant.core.record.RecordBatch} of 500 records. */
    LOG,
    /** One message per record. */
    PLAIN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
