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
 * replaced as a whole, but for the destination itself, its buckets, and what Amazon merges. A destination of another kind
 * keeps nothing of the one before.
 */
final class DestinationUpdate {
    private static final String CONFIGURATION = "DestinationConfiguration";
    private static final String UPDATE = "DestinationUpdate";
    private static final String OLDER = "S3";
    private static final String EXTENDED = "ExtendedS3";
    private static final String HTTP_ENDPOINT = "HttpEndpoint";
    private static final Set<String> SEARCH =
            Set.of("Elasticsearch", "Amazonopensearchservice", "AmazonOpenSearchServerless");
    private static final Set<String> UNSUPPORTED = Set.of("Snowflake", "Iceberg");
    private static final String BACKUP_MODE = "S3BackupMode";
    /** Members of updates that change a bucket's configuration, which has another name. */
    private static final Map<String, String> BUCKETS =
            Map.of("S3BackupUpdate", "S3BackupConfiguration", "S3Update", "S3Configuration");
    /** Members of which there is one: what comes drives out the other. */
    private static final Map<String, String> EITHER =
            Map.of("DomainARN", "ClusterEndpoint", "ClusterEndpoint", "DomainARN");
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
        String kind = kind(input, UPDATE);
        if (UNSUPPORTED.contains(kind)) {
            throw invalidArgument("Hydrant does not support " + kind + UPDATE + " yet.");
        }
        ObjectNode definition = before.json();
        String kindBefore = kind(definition, CONFIGURATION);
        merge(input.path(kind + UPDATE), destination(definition, kindBefore, kind));
        JsonNode schema = input.path(HydrantExtension.MEMBER).path(HydrantExtension.SCHEMA);
        if (!schema.isMissingNode()) {
            definition.withObjectProperty(HydrantExtension.MEMBER).set(HydrantExtension.SCHEMA, schema);
        }
        StreamDefinition after = StreamDefinition.of(definition);
        if (isSame(kindBefore, kind) && !kind.equals(HTTP_ENDPOINT)) {
            checkBackup(before, after);
        }
        checkPartitioning(before, after);
        return after;
    }

    /** What a member's name begins with, of which the rest is given: as {@code Splunk}. */
    private static String kind(ObjectNode object, String rest) {
        List<String> kinds = new ArrayList<>();
        object.fieldNames().forEachRemaining(member -> {
            if (member.endsWith(rest)) {
                kinds.add(member.substring(0, member.length() - rest.length()));
            }
        });
        if (kinds.size() != 1) {
            throw invalidArgument("Exactly one destination configuration is supported for a Firehose");
        }
        return kinds.get(0);
    }

    /** Both names of S3 are of one and the same destination, which is the extended one as soon as it is updated as that. */
    private static boolean isSame(String before, String kind) {
        return before.equals(kind) || (isS3(before) && isS3(kind));
    }

    private static boolean isS3(String kind) {
        return kind.equals(OLDER) || kind.equals(EXTENDED);
    }

    /** The configuration that the update is laid over. */
    private static ObjectNode destination(ObjectNode definition, String before, String kind) {
        ObjectNode configuration = (ObjectNode) definition.remove(before + CONFIGURATION);
        if (isSame(before, kind)) {
            definition.set((before.equals(EXTENDED) ? before : kind) + CONFIGURATION, configuration);
            return configuration;
        }
        if (SEARCH.contains(before) != SEARCH.contains(kind)) {
            throw invalidArgument("The destination cannot be changed from " + before + " to " + kind
                    + ": one of OpenSearch can only be updated to another one of OpenSearch");
        }
        ObjectNode other = definition.putObject(kind + CONFIGURATION);
        if (SEARCH.contains(kind) && configuration.has(BACKUP_MODE)) {
            // The update has no member for it: it is fixed when the stream is created.
            other.set(BACKUP_MODE, configuration.get(BACKUP_MODE));
        }
        return other;
    }

    private static void merge(JsonNode update, ObjectNode into) {
        for (Map.Entry<String, JsonNode> member : update.properties()) {
            String name = member.getKey();
            String bucket = BUCKETS.get(name);
            if (bucket != null) {
                merge(member.getValue(), into.withObjectProperty(bucket));
            } else if (MERGED.contains(name)) {
                mergeDeeply(member.getValue(), into.withObjectProperty(name));
            } else {
                into.set(name, member.getValue());
            }
        }
        EITHER.forEach((given, other) -> {
            if (update.has(given) && !update.has(other)) {
                into.remove(other);
            }
        });
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

    private static void checkBackup(StreamDefinition before, StreamDefinition after) {
        if (before.backup() != null && after.backup() == null) {
            throw invalidArgument(
                    BACKUP_MODE + " cannot be changed from " + backupMode(before) + " to " + backupMode(after));
        }
    }

    private static String backupMode(StreamDefinition definition) {
        ObjectNode input = definition.json();
        return input.path(kind(input, CONFIGURATION) + CONFIGURATION)
                .path(BACKUP_MODE)
                .asText();
    }

    private static void checkPartitioning(StreamDefinition before, StreamDefinition after) {
        boolean partitioned = before.partitioning() != null;
        if (partitioned != (after.partitioning() != null) && !before.switchablePartitioning()) {
            throw invalidArgument("DynamicPartitioningConfiguration.Enabled cannot be changed from " + partitioned
                    + ": dynamic partitioning is switched on or off when a stream is created");
        }
    }
}
