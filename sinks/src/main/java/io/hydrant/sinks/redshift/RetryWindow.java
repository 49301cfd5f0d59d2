package io.hydrant.sinks.redshift;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * For how long a batch is tried again.
 *
 * @param duration counted from the beginning of its first attempt, attempts included; zero: it is not
 * @param interval between the end of an attempt and the next one; the last one is at the end of the duration
 */
record RetryWindow(Duration duration, Duration interval) {
    /** Milliseconds until the next attempt after one that failed now; empty: there is none. */
    OptionalLong pauseMillis(long firstAttemptMillis, long nowMillis) {
        long left = firstAttemptMillis + duration.toMillis() - nowMillis;
        return left <= 0 ? OptionalLong.empty() : OptionalLong.of(Math.min(left, interval.toMillis()));
    }
}
