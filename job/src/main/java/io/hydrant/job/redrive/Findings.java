package io.hydrant.job.redrive;

import io.hydrant.core.definition.RedshiftDestination;
import io.hydrant.core.definition.S3Destination;
import io.hydrant.core.definition.StreamDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What there is to re-drive.
 *
 * @param objects those with lines to take
 * @param manifests of objects that a database has not copied
 * @param recordsByCode how many records are to be delivered again, by error code
 * @param leftAlone how many lines hold what is no record and so can be delivered nowhere, by error code
 * @param oldest when the first of the records failed; null if there is none
 * @param newest when the last of them failed; null if there is none
 * @param complaints what cannot be taken, a line each: the object, the number of the line, and why
 */
public record Findings(
        List<PlannedObject> objects,
        List<SkippedObjects> manifests,
        SortedMap<String, Long> recordsByCode,
        SortedMap<String, Long> leftAlone,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        List<String> complaints) {
    /** Behind the stream's Prefix: where Firehose puts manifests of what Redshift has not copied. */
    private static final String MANIFESTS = "errors/manifests/!{timestamp:yyyy/MM/dd/HH/}";

    /**
     * Looks for it.
     *
     * @param bucket where the bucket of the destination is, without a slash at its end
     * @param earlier redrives of the stream: what they have taken is not found again
     * @throws UncheckedIOException if the bucket cannot be listed
     */
    public static Findings in(
            URI bucket, StreamDefinition definition, RedriveFilter filter, List<RedrivePlan> earlier) {
        String stream = definition.name();
        S3Destination destination = definition.s3();
        try {
            ErrorScan scan = new ErrorScan(bucket, filter, earlier);
            scan.read(new ErrorObjects(bucket, destination.errorPrefix().text(), stream).list());
            if (definition.destination() instanceof RedshiftDestination) {
                scan.readManifests(new ErrorObjects(bucket, destination.prefix() + MANIFESTS, stream).list());
            }
            return scan.findings();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for error objects in " + bucket, e);
        }
    }

    /** Whether there is nothing to take. */
    public boolean isEmpty() {
        return objects.isEmpty() && manifests.isEmpty();
    }

    /** How many records are to be delivered again. */
    public long records() {
        return recordsByCode.values().stream().mapToLong(Long::longValue).sum();
    }
}
