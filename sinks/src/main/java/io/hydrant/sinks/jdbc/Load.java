package io.hydrant.sinks.jdbc;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.sinks.request.RetryRule;
import io.hydrant.sinks.request.RetryTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A buffer until its records are where they belong. What changes is the loader's thread's, but for the buffer itself. */
final class Load {
    private final long records;
    private final long bytes;
    private final long oldestArrivalMillis;
    private volatile @Nullable Buffer buffer;

    /** Records that are not delivered, of the last attempt. */
    private final List<FailedRecord> failures = new ArrayList<>();

    private @Nullable RetryTime time;
    private int attempts;

    Load(Buffer buffer) {
        this.buffer = buffer;
        this.records = buffer.recordCount();
        this.bytes = buffer.payloadLength();
        this.oldestArrivalMillis = buffer.oldestArrivalMillis();
    }

    long records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    long oldestArrivalMillis() {
        return oldestArrivalMillis;
    }

    /** Null if there was no room to keep it until it is prepared. */
    @Nullable
    Buffer buffer() {
        return buffer;
    }

    /** It is written, and there is no room to keep it. */
    void forget() {
        buffer = null;
    }

    List<FailedRecord> failures() {
        return failures;
    }

    int attempts() {
        return attempts;
    }

    /** Another attempt begins, or the first. */
    void attempt(RetryRule rule) {
        if (time == null) {
            time = new RetryTime(rule, System::nanoTime);
        }
        attempts++;
        failures.clear();
    }

    /** The pause before the next attempt, or {@link RetryTime#OVER}. */
    long nextPauseMillis() {
        return time == null ? 0 : time.nextPauseMillis(attempts);
    }

    /** It is written and waits for others: what it waits is not to count if it has to be written again. */
    void written() {
        time = null;
    }
}
