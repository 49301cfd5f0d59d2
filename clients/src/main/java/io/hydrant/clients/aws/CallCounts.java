package io.hydrant.clients.aws;

import java.util.concurrent.atomic.LongAdder;

/** How often a service was asked. Any thread may count and read. */
public final class CallCounts {
    private final LongAdder attempts = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /** Requests that were sent, or tried to be. */
    public long attempts() {
        return attempts.sum();
    }

    /** Those of them that were not the first of their call. */
    public long retries() {
        return retries.sum();
    }

    /** Calls that gave no answer, or an error. */
    public long failures() {
        return failures.sum();
    }

    void attempted(boolean again) {
        attempts.increment();
        if (again) {
            retries.increment();
        }
    }

    void failed() {
        failures.increment();
    }
}
