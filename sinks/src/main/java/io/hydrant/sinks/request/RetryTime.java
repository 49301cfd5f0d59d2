package io.hydrant.sinks.request;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The time that one request, or one buffer, has left for its retries. Used by one thread at a time. */
public final class RetryTime {
    /** What {@link #nextPauseMillis} says when there is no time left. */
    public static final long OVER = -1;

    private final RetryRule rule;
    private final LongSupplier nanoClock;
    private final long start;
    private long heldNanos;
    private long pausedMillis;

    /** Begins now, by a clock of nanoseconds. */
    public RetryTime(RetryRule rule, LongSupplier nanoClock) {
        this.rule = rule;
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
    }

    /** The request did not count the time since then, because nobody could be reached. */
    void heldSince(long nanos) {
        heldNanos += nanoClock.getAsLong() - nanos;
    }

    /**
     * Takes the pause before the next attempt from what is left; the last one may be shorter.
     *
     * @return milliseconds, or {@link #OVER}
     */
    public long nextPauseMillis(int attemptsMade) {
        long left = rule.duration().toMillis() - usedMillis();
        if (left <= 0) {
            return OVER;
        }
        long pause = Math.min(left, rule.pauseMillis(attemptsMade));
        pausedMillis += pause;
        return pause;
    }

    private long usedMillis() {
        return rule.counting() == RetryRule.Counting.WITHOUT_ANSWERS
                ? pausedMillis
                : TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - start - heldNanos);
    }
}
