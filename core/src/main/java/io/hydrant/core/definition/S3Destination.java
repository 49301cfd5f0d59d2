package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PrefixExpression;
import io.hydrant.core.prefix.PrefixRules;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Objects in a bucket: what Hydrant reads from an S3 or extended S3 configuration, with Firehose's defaults filled in.
 *
 * @param bucket name of the bucket, from its ARN
 * @param prefix prefix expression for data, as given; empty if none was
 * @param errorOutputPrefix prefix expression for failed records, as given
 * @param bufferingHints when a buffer becomes an object
 * @param compressionFormat how the object is compressed
 * @param formatExtension end of object keys with its dot that comes from the format of objects with data, which is a file
 *     format of its own; empty if it is none
 * @param fileExtension end of object keys in place of these
 * @param timeZone zone of the times in object keys
 * @param partitioned whether the prefix is made of partition keys as well
 */
public record S3Destination(
        String bucket,
        String prefix,
        @Nullable String errorOutputPrefix,
        BufferingHints bufferingHints,
        CompressionFormat compressionFormat,
        String formatExtension,
        @Nullable String fileExtension,
        ZoneId timeZone,
        boolean partitioned)
        implements Destination {
    private static final long serialVersionUID = 1;
    private static final int MIN_BACKUP_INTERVAL = 60;

    /**
     * Reads a configuration that keeps to its shape's constraints.
     *
     * @param partitioned whether dynamic partitioning is on
     * @param formatExtension of the file format that records are converted to; empty if they are not
     * @throws FirehoseException INVALID_ARGUMENT if its members do not go together
     */
    static S3Destination of(JsonNode configuration, boolean partitioned, String formatExtension) {
        BufferingHints defaults =
                partitioned || !formatExtension.isEmpty() ? BufferingHints.LARGE_DEFAULT : BufferingHints.S3_DEFAULT;
        return of(
                configuration,
                partitioned,
                formatExtension,
                BufferingHints.of(configuration.path("BufferingHints"), defaults));
    }

    /**
     * Reads the configuration of a backup, which is never delivered without buffering.
     *
     * @param member name of the configuration
     * @throws FirehoseException INVALID_ARGUMENT if its members do not go together
     */
    static S3Destination ofBackup(String member, JsonNode configuration) {
        BufferingHints hints = BufferingHints.of(configuration.path("BufferingHints"), BufferingHints.S3_DEFAULT);
        if (hints.intervalInSeconds() < MIN_BACKUP_INTERVAL) {
            throw invalidArgument(member + ".BufferingHints.IntervalInSeconds must be at least " + MIN_BACKUP_INTERVAL
                    + " seconds, but is " + hints.intervalInSeconds());
        }
        return of(configuration, false, "", hints);
    }

    private static S3Destination of(
            JsonNode configuration, boolean partitioned, String formatExtension, BufferingHints hints) {
        S3Destination destination = new S3Destination(
                bucket(configuration.path("BucketARN").asText()),
                configuration.path("Prefix").asText(""),
                text(configuration, "ErrorOutputPrefix"),
                hints,
                CompressionFormat.ofApiName(
                        configuration.path("CompressionFormat").asText("UNCOMPRESSED")),
                formatExtension,
                text(configuration, "FileExtension"),
                PrefixRules.timeZone(text(configuration, "CustomTimeZone")),
                partitioned);
        PrefixExpression unused = destination.dataPrefix();
        PrefixExpression unusedEither = destination.errorPrefix();
        return destination;
    }

    /** The prefix of objects with data. */
    public PrefixExpression dataPrefix() {
        return PrefixRules.data(prefix, partitioned);
    }

    /** The prefix of objects with failed records. */
    public PrefixExpression errorPrefix() {
        return PrefixRules.errors(prefix, errorOutputPrefix);
    }

    /** The keys of dynamic partitioning in the prefix of objects with data; none if it is off. */
    public PartitionKeys partitionKeys() {
        return PartitionKeys.of(dataPrefix());
    }

    /** Names for objects with data. */
    public ObjectKey dataKey(String stream, String versionId) {
        return new ObjectKey(dataPrefix(), stream, versionId, extension(), timeZone);
    }

    /** Names for objects with failed records, which are never in the format that records are converted to. */
    public ObjectKey errorKey(String stream, String versionId) {
        String extension = formatExtension.isEmpty() ? extension() : compressionFormat.extension();
        return new ObjectKey(errorPrefix(), stream, versionId, extension, timeZone);
    }

    /** End of the keys of objects with data, with its dot; empty for none. */
    public String extension() {
        if (fileExtension != null) {
            return fileExtension;
        }
        return formatExtension.isEmpty() ? compressionFormat.extension() : formatExtension;
    }

    private static @Nullable String text(JsonNode configuration, String member) {
        String text = configuration.path(member).asText("");
        return text.isEmpty() ? null : text;
    }

    private static String bucket(String arn) {
        String bucket = arn.substring(arn.lastIndexOf(':') + 1);
        if (bucket.equals(".") || bucket.equals("..")) {
            throw invalidArgument("BucketARN '" + arn + "' does not name a bucket");
        }
        return bucket;
    }
}
