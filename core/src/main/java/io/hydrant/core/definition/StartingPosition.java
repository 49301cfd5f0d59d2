package io.hydrant.core.definition;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where in a Kinesis stream to start.
 *
 * @param kind as Kinesis names it
 * @param timestamp of {@code AT_TIMESTAMP}: records that arrived earlier are passed over; null otherwise
 */
public record StartingPosition(Kind kind, @Nullable Instant timestamp) implements Serializable {
    private static final long serialVersionUID = 1;

    /** Kinesis' names of starting positions. */
    public enum Kind {
        /** With what arrives from the delivery stream's activation on. */
        LATEST,
        /** With the oldest record that the stream still has. */
        TRIM_HORIZON,
        /** With the first record that arrived at a time or later. */
        AT_TIMESTAMP
    }
}
