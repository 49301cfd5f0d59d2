package io.hydrant.sources.kinesis;

import io.hydrant.core.definition.StartingPosition;
import io.hydrant.core.definition.StartingPosition.Kind;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a source starts with shards that it knows nothing of: always a point that a restart finds again. So there is no
 * "latest": what arrived between two starts would be lost.
 *
 * @param millis with the first record that arrived then or later, epoch milliseconds; {@link #OLDEST}: with the oldest
 */
record StartPosition(long millis) implements Serializable {
    /** As {@link #millis}: with the oldest record that Kinesis still has. */
    static final long OLDEST = -1;

    private static final long serialVersionUID = 1;

    /**
     * What a stream definition and the deployment say.
     *
     * @param own the definition's
     * @param usual LATEST or TRIM_HORIZON, for definitions that say nothing
     * @param deliveryStart where LATEST is
     */
    static StartPosition of(@Nullable StartingPosition own, String usual, Instant deliveryStart) {
        Kind kind = own == null ? Kind.valueOf(usual) : own.kind();
        return switch (kind) {
            case TRIM_HORIZON -> new StartPosition(OLDEST);
            case LATEST -> new StartPosition(deliveryStart.toEpochMilli());
            case AT_TIMESTAMP ->
                new StartPosition(
                        Objects.requireNonNull(Objects.requireNonNull(own).timestamp())
                                .toEpochMilli());
        };
    }

    boolean isOldest() {
        return millis == OLDEST;
    }
}
