package io.hydrant.bench.deliver;

import java.util.Locale;

/** Where the records are, and in which form. */
public enum Input {
    /** In Kafka as the gateway writes them: one message per request, a {@link io.hydrant.core.record.RecordBatch} of 500 records. */
    LOG,
    /** In Kafka, one message per record. */
    PLAIN,
    /** In a Kinesis stream. */
    KINESIS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
