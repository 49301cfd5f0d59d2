package io.hydrant.sinks.request;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Lets one request at a time try a destination that is not there, while the others wait without using up their retries. So a
 * dead destination fills the buffers in flight, and that slows the source; and few records go to the error output.
 *
 * <pre>
 *  closed --3 answers in a row say that it is not there--> open, one request probes --an answer--> closed
 * </pre>
 *
 * The one that probes does so until its retries are over; then the next one does. Thread-safe.
 */
final class CircuitBreaker {
    /** Firehose has no such thing, so the number is ours: one lost connection is no outage. */
    static final int FAILURES_TO_OPEN = 3;

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int failures;
    private @Nullable Object probing;

    private record Waiting(Object request, Runnable send) {}

    /** Sends a request now, or when the destination is well again, or when it is its turn to try. */
    void admit(Object request, Runnable send) {
        synchronized (this) {
            if (isOpen() && probing != request) {
                if (probing != null) {
                    waiting.add(new Waiting(request, send));
                    return;
                }
                probing = request;
            }
        }
        send.run();
    }

    /** A request was answered, or at least the destination is there: everybody may send. */
    void reached() {
        Queue<Waiting> released;
        synchronized (this) {
            failures = 0;
            probing = null;
            released = new ArrayDeque<>(waiting);
            waiting.clear();
        }
        released.forEach(next -> next.send().run());
    }

    /** The destination was not there. */
    synchronized void notReached() {
        failures++;
    }

    /** A request has ended without reaching it: another one tries. */
    void gaveUp(Object request) {
        Waiting next;
        synchronized (this) {
            if (probing != request) {
                return;
            }
            next = waiting.poll();
            probing = next == null ? null : next.request();
        }
        if (next != null) {
            next.send().run();
        }
    }

    synchronized boolean isOpen() {
        return failures >= FAILURES_TO_OPEN;
    }
}
