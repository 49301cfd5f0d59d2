package io.hydrant.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What updates of a stream's destination have left behind.
 *
 * @param last when the destination was last updated, to the millisecond; null: never
 * @param running what the stream's job still delivers while it is UPDATING; null if there is no other version than the
 *     stream's own
 * @param drainedVersion the last version whose job ended with a drain; 0: none yet
 */
public record StreamUpdates(
        @Nullable Instant last, @Nullable RunningVersion running, long drainedVersion) {
    /** A stream that was never updated. */
    public static final StreamUpdates NONE = new StreamUpdates(null, null, 0);
}
