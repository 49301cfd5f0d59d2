package io.hydrant.sinks.redshift;

import io.hydrant.sinks.s3.StagedObject;
import java.util.List;
import java.util.UUID;

/**
 * Objects that are copied together.
 *
 * @param id of the batch, for as long as it is tried
 * @param firstAttemptMillis when its first attempt began, epoch milliseconds
 * @param attempts that have failed
 * @param objects at least one, published
 */
record CopyBatch(UUID id, long firstAttemptMillis, int attempts, List<StagedObject> objects) {
    /** The same after one more attempt that failed. */
    CopyBatch failedAgain() {
        return new CopyBatch(id, firstAttemptMillis, attempts + 1, objects);
    }

    /** How many records its objects hold. */
    long records() {
        return objects.stream().mapToLong(StagedObject::records).sum();
    }
}
