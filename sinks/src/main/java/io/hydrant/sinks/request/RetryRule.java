package io.hydrant.sinks.request;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long and how often a request is sent again. The pauses are Firehose's: each twice as long as the one before, up to a
 * limit, and up to 15 % more or less of that.
 *
 * @param duration of the retries; zero: none
 * @param counting what of the time counts
 * @param firstPause before the second attempt
 * @param longestPause before any
 */
public record RetryRule(Duration duration, Counting counting, Duration firstPause, Duration longestPause)
        implements Serializable {
    private static final double JITTER = 0.15;
    private static final int MAX_DOUBLINGS = 30;

    /** What of the time counts. */
    public enum Counting {
        /** All of it, from the first attempt on, but for the time that a request waits until the destination is well. */
        FROM_FIRST_ATTEMPT,
        /** From the first failure on, without what is waited for answers: the pauses. */
        WITHOUT_ANSWERS
    }

    /**
     * The pause before the next attempt.
     *
     * @param attemptsMade at least 1
     */
    public long pauseMillis(int attemptsMade) {
        long doubled = firstPause.toMillis() << Math.min(attemptsMade - 1, MAX_DOUBLINGS);
        long pause = Math.min(doubled, longestPause.toMillis());
        return Math.round(
                pause * (1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble()));
    }
}
