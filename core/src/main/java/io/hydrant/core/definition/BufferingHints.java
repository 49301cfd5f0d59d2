package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.io.Serializable;
import java.time.Duration;

/**
 * When a buffer is delivered: at this size or after this interval, whichever comes first.
 *
 * @param sizeInMBs mebibytes of records, before compression
 * @param intervalInSeconds seconds since the buffer's first record came; 0 delivers as soon as the destination can: objects
 *     with the next checkpoint, requests at once
 */
public record BufferingHints(int sizeInMBs, int intervalInSeconds) implements Serializable {
    /** What Firehose takes for S3 if nothing is said. */
    public static final BufferingHints S3_DEFAULT = new BufferingHints(5, 300);

    /** The same with dynamic partitioning, or conversion to Parquet or ORC. */
    public static final BufferingHints LARGE_DEFAULT = new BufferingHints(128, 300);

    /**
     * Reads hints that keep to their shape's constraints.
     *
     * @param hints may be missing or empty: then the defaults hold
     * @throws FirehoseException INVALID_ARGUMENT if one is given without the other
     */
    static BufferingHints of(JsonNode hints, BufferingHints defaults) {
        boolean size = hints.has("SizeInMBs");
        boolean interval = hints.has("IntervalInSeconds");
        if (size != interval) {
            throw invalidArgument(
                    "BufferingHints.SizeInMBs and BufferingHints.IntervalInSeconds must be given together,"
                            + " but only " + (size ? "SizeInMBs" : "IntervalInSeconds") + " is");
        }
        return size
                ? new BufferingHints(
                        hints.path("SizeInMBs").asInt(),
                        hints.path("IntervalInSeconds").asInt())
                : defaults;
    }

    /** The size in bytes. */
    public long sizeInBytes() {
        return sizeInMBs * 1024L * 1024L;
    }

    /** The interval as a duration. */
    public Duration interval() {
        return Duration.ofSeconds(intervalInSeconds);
    }
}
