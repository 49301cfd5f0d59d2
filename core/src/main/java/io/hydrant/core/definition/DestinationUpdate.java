package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.model.FirehoseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * UpdateDestination's input laid over a definition. Members that it does not name stay as they are; those that it names are
 * replaced as a whole, but for the destination itself, its backup, and what Amazon merges.
 */
final class DestinationUpdate {
    private static final String OLDER = "S3DestinationConfiguration";
    private static final String EXTENDED = "ExtendedS3DestinationConfiguration";
    private static final String OLDER_UPDATE = "S3DestinationUpdate";
    private static final String EXTENDED_UPDATE = "ExtendedS3DestinationUpdate";
    /** Objects whose members are replaced one by one. */
    private static final Set<String> MERGED =
            Set.of("DataFormatConversionConfiguration", "DynamicPartitioningConfiguration");
    /** Objects in them that have one member of several: one that comes drives out one that is there. */
    private static final Set<String> ALTERNATIVES = Set.of("Deserializer", "Serializer");
    /** Objects in them that are a value each: a mapping that is left out is gone. */
    private static final Set<String> VALUES = Set.of("ColumnToJsonKeyMappings");

    private DestinationUpdate() {}

    /**
     * The next version of a stream.
     *
     * @param input UpdateDestination's, checked against its shape; may have a Hydrant.Schema too
     * @throws FirehoseException INVALID_ARGUMENT or VALIDATION if the update cannot be, or what comes of it
     */
    static StreamDefinition apply(StreamDefinition before, ObjectNode input) {
        List<String> updates = new ArrayList<>();
        input.fieldNames().forEachRemaining(member -> {
            if (member.endsWith("DestinationUpdate")) {
                updates.add(member);
            }
        });
        if (updates.size() != 1) {
            throw invalidArgument("Exactly one destination configuration is supported for a Firehose");
        }
        String update = updates.get(0);
        if (!update.equals(OLDER_UPDATE) && !update.equals(EXTENDED_UPDATE)) {
            throw invalidArgument("Hydrant does not support " + update + " yet.");
        }
        ObjectNode definition = before.json();
        merge(input.path(update), destination(definition, update));
        JsonNode schema = input.path(HydrantExtension.MEMBER).path(HydrantExtension.SCHEMA);
        if (!schema.isMissingNode()) {
            definition.withObjectProperty(HydrantExtension.MEMBER).set(HydrantExtension.SCHEMA, schema);
        }
        StreamDefinition after = StreamDefinition.of(definition);
        checkWhatIsFixed(before, after);
        return after;
    }

    /** Both names are of one and the same destination, which is the extended one as soon as it is updated as that. */
    private static ObjectNode destination(ObjectNode definition, String update) {
        if (definition.has(OLDER) && update.equals(EXTENDED_UPDATE)) {
            definition.set(EXTENDED, definition.remove(OLDER));
        }
        return (ObjectNode) definition.get(definition.has(EXTENDED) ? EXTENDED : OLDER);
    }

    private static void merge(JsonNode update, ObjectNode into) {
        for (Map.Entry<String, JsonNode> member : update.properties()) {
            String name = member.getKey();
            if (name.equals("S3BackupUpdate")) {
                merge(member.getValue(), into.withObjectProperty("S3BackupConfiguration"));
            } else if (MERGED.contains(name)) {
                mergeDeeply(member.getValue(), into.withObjectProperty(name));
            } else {
                into.set(name, member.getValue());
            }
        }
    }

    private static void mergeDeeply(JsonNode update, ObjectNode into) {
        for (Map.Entry<String, JsonNode> member : update.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (!value.isObject() || VALUES.contains(name)) {
                into.set(name, value);
                continue;
            }
            ObjectNode merged = into.withObjectProperty(name);
            if (ALTERNATIVES.contains(name) && !value.isEmpty()) {
                Set<String> chosen = new HashSet<>();
                value.fieldNames().forEachRemaining(chosen::add);
                merged.retain(chosen);
            }
            mergeDeeply(value, merged);
        }
    }

    private static void checkWhatIsFixed(StreamDefinition before, StreamDefinition after) {
        if (before.backup() != null && after.backup() == null) {
            throw invalidArgument("S3BackupMode cannot be changed from Enabled to Disabled");
        }
        boolean partitioned = before.partitioning() != null;
        if (partitioned != (after.partitioning() != null) && !before.switchablePartitioning()) {
            throw invalidArgument("DynamicPartitioningConfiguration.Enabled cannot be changed from " + partitioned
                    + ": dynamic partitioning is switched on or off when a stream is created");
        }
    }
}
