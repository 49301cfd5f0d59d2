package io.hydrant.job.redrive;

import java.time.Instant;
import java.util.List;

/**
 * What one redrive of a stream takes: written down before anything of it is delivered, and never changed.
 *
 * @param number counts the redrives of a stream, from 1
 * @param created when it was planned
 * @param versionId version of the stream then
 * @param filter which lines it takes, of those that no earlier redrive has taken
 * @param objects where they are; no others are read
 * @param manifests of objects with records that a database has not copied; what is in them is taken as a whole
 */
public record RedrivePlan(
        int number,
        Instant created,
        String versionId,
        RedriveFilter filter,
        List<PlannedObject> objects,
        List<SkippedObjects> manifests) {
    /** How many records it takes. */
    public long records() {
        return records(EntryPoint.PROCESSING)
                + records(EntryPoint.DELIVERY)
                + manifests.stream().mapToLong(SkippedObjects::records).sum();
    }

    /** How many records it takes that go in there. */
    public long records(EntryPoint entry) {
        return objects.stream().mapToLong(object -> object.records(entry)).sum();
    }
}
