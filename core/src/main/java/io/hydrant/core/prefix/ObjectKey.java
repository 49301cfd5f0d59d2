package io.hydrant.core.prefix;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names the objects of one destination as Firehose does:
 * {@code <prefix><stream>-<version>-<yyyy-MM-dd-HH-mm-ss>-<uuid><extension>}. Each call gives another name. Immutable and
 * safe to share between threads.
 */
public final class ObjectKey implements Serializable {
    private static final long serialVersionUID = 1;
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss", Locale.US);

    /** S3 knows no longer keys. */
    private static final int MAX_KEY_BYTES = 1024;

    private final PrefixExpression prefix;
    private final String streamAndVersion;
    private final String extension;
    private final ZoneId zone;

    /**
     * Names for one destination of one stream.
     *
     * @param prefix from {@link PrefixRules}
     * @param versionId version of the stream's configuration
     * @param extension with its dot; empty for none
     * @param zone zone of all times in the key
     */
    public ObjectKey(PrefixExpression prefix, String stream, String versionId, String extension, ZoneId zone) {
        this.prefix = prefix;
        this.streamAndVersion = stream + "-" + versionId + "-";
        this.extension = extension;
        this.zone = zone;
    }

    /** Key for an object with data whose oldest record arrived at that time, in epoch milliseconds. */
    public String next(long oldestArrivalMillis) {
        return next(oldestArrivalMillis, "");
    }

    /** Key for an object with records that failed in one way, such as {@code processing-failed}. */
    public String next(long oldestArrivalMillis, String errorOutputType) {
        return next(oldestArrivalMillis, errorOutputType, "");
    }

    /**
     * Key for an object with data of one partition.
     *
     * @param partition from {@link PartitionKeys#partition}; empty if the prefix has no partition keys
     */
    public String next(long oldestArrivalMillis, String errorOutputType, String partition) {
        ZonedDateTime oldest = Instant.ofEpochMilli(oldestArrivalMillis).atZone(zone);
        return StorableKey.of(prefix.evaluate(oldest, errorOutputType, keys().values(partition)) + name(oldest));
    }

    private String name(ZonedDateTime oldest) {
        return streamAndVersion + SUFFIX.format(oldest) + "-" + UUID.randomUUID() + extension;
    }

    /**
     * Why objects of a partition cannot have a key, whenever their records arrive; null if they can. Says nothing of what
     * the partition's values are.
     */
    public @Nullable String whyImpossible(String partition) {
        String evaluated = prefix.evaluate(PrefixRules.LONGEST, "", keys().values(partition));
        if (evaluated.length() > PrefixRules.MAX_EVALUATED) {
            return "The evaluated prefix has " + evaluated.length() + " characters, but may have "
                    + PrefixRules.MAX_EVALUATED;
        }
        int length = StorableKey.of(evaluated + name(PrefixRules.LONGEST)).getBytes(UTF_8).length;
        return length <= MAX_KEY_BYTES
                ? null
                : "The object key has " + length + " bytes of UTF-8, but may have " + MAX_KEY_BYTES;
    }

    private PartitionKeys keys() {
        return PartitionKeys.of(prefix);
    }
}
