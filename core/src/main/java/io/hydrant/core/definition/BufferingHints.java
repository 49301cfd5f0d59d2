package io.hydrant.core.definition;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a buffer is delivered: at this size or after this interval, whichever comes first.
 *
 * @param sizeInMBs mebibytes of records, before compression
 * @param intervalInSeconds seconds since the buffer's first record came; 0 delivers with the next checkpoint
 */
public record BufferingHints(int sizeInMBs, int intervalInSeconds) implements Serializable {
    /** What Firehose takes for S3 if nothing is said. */
    public static final BufferingHints S3_DEFAULT = new BufferingHints(5, 300);

    /** The same with dynamic partitioning, or conversion to Parquet or ORC. */
    public static final BufferingHints LARGE_DEFAULT = new BufferingHints(128, 300);

    /** The size in bytes. */
    public long sizeInBytes() {
        return sizeInMBs * 1024L * 1024L;
    }

    /** The interval as a duration. */
    public Duration interval() {
        return Duration.ofSeconds(intervalInSeconds);
    }
}
