package io.hydrant.core.format;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.model.ServiceModel;
import io.hydrant.core.model.Shape;
import io.hydrant.core.model.ShapeValidator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How columns are found in JSON documents, and their values read: a Deserializer, with its defaults filled in.
 *
 * @param serDe whose rules hold
 * @param caseInsensitive OpenX: whether keys are compared in lower case; of Hive always
 * @param dotsToUnderscores OpenX: whether the key {@code a.b} fills the column {@code a_b}
 * @param columnToKey OpenX: keys of columns that have another name; the columns are spelled as in the schema
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

    private static final long serialVersionUID = 1;
    private static final String OPEN_X = "OpenXJsonSerDe";
    private static final String HIVE = "HiveJsonSerDe";

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

    /**
     * Reads a Deserializer that keeps to its shape's constraints.
     *
     * @throws FirehoseException INVALID_ARGUMENT, in Amazon's words where they are known
     */
    static JsonReading of(JsonNode deserializer) {
        if (deserializer.isEmpty()) {
            throw invalidArgument("Deserializer must not be null");
        }
        if (deserializer.size() > 1) {
            throw invalidArgument("More than one deserializer specified. Only one may be chosen.");
        }
        return deserializer.has(HIVE) ? hive(deserializer.path(HIVE)) : openX(deserializer.path(OPEN_X));
    }

    /**
     * Reads Hydrant.Deserializer, which has the same shape; OpenX with its defaults if it is missing.
     *
     * @throws FirehoseException INVALID_ARGUMENT
     */
    static JsonReading ofExtension(JsonNode deserializer) {
        if (deserializer.isMissingNode()) {
            return DEFAULT;
        }
        String path = "Hydrant.Deserializer";
        HydrantMembers.checkKnown(deserializer, path, List.of(OPEN_X, HIVE));
        Shape shape = ServiceModel.firehose().shape("Deserializer");
        List<String> unknown = ShapeValidator.unknownMembers(shape, deserializer);
        if (!unknown.isEmpty()) {
            throw invalidArgument(path + "." + unknown.get(0));
        }
        try {
            ShapeValidator.check(shape, deserializer);
            return of(ShapeValidator.known(shape, deserializer));
        } catch (FirehoseException e) {
            throw invalidArgument(path + ": " + e.text());
        }
    }

    private static JsonReading openX(JsonNode options) {
        Map<String, String> columnToKey = new HashMap<>();
        options.path("ColumnToJsonKeyMappings")
                .properties()
                .forEach(mapping ->
                        columnToKey.put(mapping.getKey(), mapping.getValue().asText()));
        return new JsonReading(
                SerDe.OPEN_X,
                options.path("CaseInsensitive").asBoolean(true),
                options.path("ConvertDotsInJsonKeysToUnderscores").asBoolean(false),
                columnToKey,
                List.of());
    }

    private static JsonReading hive(JsonNode options) {
        List<String> formats = new ArrayList<>();
        options.path("TimestampFormats").forEach(format -> formats.add(format.asText()));
        formats.forEach(TimestampPatterns::check);
        return new JsonReading(SerDe.HIVE, true, false, Map.of(), formats);
    }

    /**
     * The same with the mapped columns spelled as the schema spells them.
     *
     * @throws FirehoseException INVALID_ARGUMENT naming the first that is mapped twice, or that it does not have
     */
    JsonReading spelledAs(SchemaReference schema) {
        Map<String, String> spelled = new HashMap<>();
        columnToKey.forEach((column, key) -> {
            String known = schema.spelling(column, "ColumnToJsonKeyMappings");
            if (spelled.put(known, key) != null) {
                throw invalidArgument("ColumnToJsonKeyMappings names the column '" + known
                        + "' twice; keep one, upper and lower case do not count");
            }
        });
        return new JsonReading(serDe, caseInsensitive, dotsToUnderscores, spelled, timestampFormats);
    }
}
