package io.hydrant.core.format;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How columns are found in JSON documents, and their values read: a Deserializer, with its defaults filled in.
 *
 * @param serDe whose rules hold
 * @param caseInsensitive OpenX: whether keys are compared in lower case; of Hive always
 * @param dotsToUnderscores OpenX: whether the key {@code a.b} fills the column {@code a_b}
 * @param columnToKey OpenX: keys of columns that have another name
 * @param timestampFormats Hive: Joda patterns, or {@code millis}; empty: {@code yyyy-MM-dd HH:mm:ss[.fffffffff]}
 */
public record JsonReading(
        SerDe serDe,
        boolean caseInsensitive,
        boolean dotsToUnderscores,
        Map<String, String> columnToKey,
        List<String> timestampFormats)
        implements Serializable {
    /** OpenX with its defaults. */
    public static final JsonReading DEFAULT = new JsonReading(SerDe.OPEN_X, true, false, Map.of(), List.of());

    public JsonReading {
        columnToKey = Map.copyOf(columnToKey);
        timestampFormats = List.copyOf(timestampFormats);
    }

    /** Of the two that Firehose knows. */
    public enum SerDe {
        /** Lenient: strings may stand for numbers, numbers for strings. */
        OPEN_X,
        /** Strict about types. */
        HIVE
    }
}
