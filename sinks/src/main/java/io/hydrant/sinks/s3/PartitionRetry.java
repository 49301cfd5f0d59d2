package io.hydrant.sinks.s3;

import io.hydrant.core.prefix.ObjectKey;
import java.io.Serializable;
import java.time.Duration;

/**
 * RetryOptions of dynamic partitioning: what becomes of a partition whose object cannot be written.
 *
 * @param duration how long it is tried again, from the first failure on; may be zero
 * @param errorKey names the objects of the error output, which then takes the partition's records
 */
public record PartitionRetry(Duration duration, ObjectKey errorKey) implements Serializable {
    private static final long serialVersionUID = 1;
}
