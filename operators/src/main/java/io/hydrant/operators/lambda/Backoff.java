package io.hydrant.operators.lambda;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before an invocation is tried again: twice as long each time up to a limit, and up to half of it less, so
 * that not all subtasks come back at once.
 *
 * @param first longest wait before the second attempt
 * @param limit longest wait of all
 */
record Backoff(Duration first, Duration limit) implements Serializable {
    /** Half a second at first, for a function that was throttled; half a minute in the end, for one that is away. */
    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    /** @param attempts made so far, at least 1 */
    long millisAfter(int attempts) {
        long longest = first.toMillis() << Math.min(attempts - 1, 20);
        long bounded = Math.min(longest, limit.toMillis());
        return bounded - ThreadLocalRandom.current().nextLong(bounded / 2 + 1);
    }
}
