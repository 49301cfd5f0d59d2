package io.hydrant.core.format;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import io.hydrant.core.model.FirehoseException;
import org.joda.time.format.DateTimeFormat;

/** The TimestampFormats of HiveJsonSerDe: patterns of Joda-Time, or {@code millis}. */
final class TimestampPatterns {
    /** Milliseconds since 1970 in place of a pattern. */
    private static final String MILLIS = "millis";

    private TimestampPatterns() {}

    /** @throws FirehoseException INVALID_ARGUMENT in Amazon's words, and with the reason, if it cannot be read by */
    static void check(String pattern) {
        if (pattern.equals(MILLIS)) {
            return;
        }
        try {
            if (!DateTimeFormat.forPattern(pattern).isParser()) {
                throw invalid(pattern, "it can be written by, but not read");
            }
        } catch (IllegalArgumentException e) {
            throw invalid(pattern, e.getMessage() + "; text goes between single quotes");
        }
    }

    private static FirehoseException invalid(String pattern, String why) {
        return invalidArgument("One or more SerDe options are invalid for org.apache.hcatalog.data.JsonSerDe: [Key:"
                + " timestamp.formats Value: " + pattern + "] (" + why + ")");
    }
}
