package io.hydrant.job.redrive;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of the error output a redrive takes.
 *
 * @param since those whose last attempt ended then or later; null: all
 * @param code those with this error code; null: all
 */
public record RedriveFilter(
        @Nullable Instant since, @Nullable String code) implements Serializable {
    /** Whether it takes a line. It always says the same of the same line: that is what keeps lines from being taken twice. */
    boolean takes(FailedLine line) {
        return takes(line.errorCode(), line.failedMillis());
    }

    /** As {@link #takes(FailedLine)}, for what failed so at that time, in epoch milliseconds. */
    boolean takes(String errorCode, long failedMillis) {
        return (since == null || failedMillis >= since.toEpochMilli()) && (code == null || code.equals(errorCode));
    }
}
