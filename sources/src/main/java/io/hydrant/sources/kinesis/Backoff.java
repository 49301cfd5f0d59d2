package io.hydrant.sources.kinesis;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Waits between attempts: twice as long each time, up to a bound, with full jitter; not at all once stopped. */
final class Backoff {
    private static final long FIRST_MILLIS = 250;
    /** How soon a Kinesis that was away for long is noticed to be back. */
    private static final long LONGEST_MILLIS = 10_000;

    private static final int MOST_DOUBLINGS = 6;

    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Waits before the next attempt.
     *
     * @param attempt how many have failed before this one
     * @return false if there should be none because the source is stopping
     */
    boolean await(int attempt) throws InterruptedException {
        long most = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt, MOST_DOUBLINGS));
        return !stopped.await(ThreadLocalRandom.current().nextLong(most) + 1, TimeUnit.MILLISECONDS);
    }

    /** Ends all waiting, now and in future. */
    void stop() {
        stopped.countDown();
    }
}
