package io.hydrant.core.prefix;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Names the objects of one destination as Firehose does:
 * {@code <prefix><stream>-<version>-<yyyy-MM-dd-HH-mm-ss>-<uuid><extension>}. Each call gives another name. Immutable and
 * safe to share between threads.
 */
public final class ObjectKey implements Serializable {
    private static final long serialVersionUID = 1;
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss", Locale.US);

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
        ZonedDateTime oldest = Instant.ofEpochMilli(oldestArrivalMillis).atZone(zone);
        return prefix.evaluate(oldest, errorOutputType)
                + streamAndVersion
                + SUFFIX.format(oldest)
                + "-"
                + UUID.randomUUID()
                + extension;
    }
}
