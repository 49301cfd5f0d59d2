package io.hydrant.gateway.deploy;

import java.time.Duration;

/** How long to leave a stream alone after something failed: 1 s at first, twice as long each time, 30 s at the most. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = FIRST;
    private long readyAtNanos = System.nanoTime();

    synchronized void failed() {
        readyAtNanos = System.nanoTime() + next.toNanos();
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    synchronized void worked() {
        next = FIRST;
        readyAtNanos = System.nanoTime();
    }

    synchronized boolean ready() {
        return System.nanoTime() - readyAtNanos >= 0;
    }
}
