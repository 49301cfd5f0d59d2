package io.hydrant.core.format;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.schema.AvroSchemas;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.HiveDdl;
import io.hydrant.core.schema.InvalidSchemaException;
import io.hydrant.core.schema.JsonSchemas;
import io.hydrant.core.schema.TableSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the columns come from. */
public sealed interface SchemaReference extends Serializable {
    /**
     * A table in Glue.
     *
     * @param catalogId account whose catalog it is; null for one's own
     * @param database name
     * @param table name
     * @param region null for the deployment's
     * @param versionId {@link #LATEST}, or a version of the table
     */
    record GlueTable(
            @Nullable String catalogId,
            String database,
            String table,
            @Nullable String region,
            String versionId) implements SchemaReference {
        /** The table as it is, followed while the stream runs. */
        public static final String LATEST = "LATEST";

        private static final List<String> MEMBERS =
                List.of("DatabaseName", "TableName", "CatalogId", "Region", "VersionId");

        private static GlueTable of(JsonNode table) {
            return new GlueTable(
                    table.path("CatalogId").textValue(),
                    table.path("DatabaseName").asText(),
                    table.path("TableName").asText(),
                    table.path("Region").textValue(),
                    table.path("VersionId").asText(LATEST));
        }

        private static GlueTable ofExtension(JsonNode table) {
            String path = "Hydrant.Schema.GlueTable";
            HydrantMembers.checkKnown(table, path, MEMBERS);
            String unused = HydrantMembers.text(table.path("DatabaseName"), path + ".DatabaseName");
            unused = HydrantMembers.text(table.path("TableName"), path + ".TableName");
            table.properties().forEach(member -> {
                String text = HydrantMembers.text(member.getValue(), path + "." + member.getKey());
                if (text.chars().anyMatch(Character::isWhitespace)) {
                    throw invalidArgument(
                            path + "." + member.getKey() + " '" + text + "' contains white space; remove it");
                }
            });
            return of(table);
        }

        /** Glue keeps names in lower case. */
        @Override
        public String spelling(String column, String member) {
            return column.toLowerCase(Locale.ROOT);
        }

        @Override
        public void checkColumns(List<String> names, String member) {
            // A table that is followed may get them later.
        }
    }

    /** Columns that stand in the definition itself. */
    record Given(TableSchema schema) implements SchemaReference {
        @Override
        public String spelling(String column, String member) {
            return schema.columns().stream()
                    .map(Column::name)
                    .filter(name -> name.toLowerCase(Locale.ROOT).equals(column.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> absent(column, member));
        }

        @Override
        public void checkColumns(List<String> names, String member) {
            List<String> known = schema.columns().stream().map(Column::name).toList();
            for (String name : names) {
                if (!known.contains(name)) {
                    throw absent(name, member);
                }
            }
        }

        private FirehoseException absent(String column, String member) {
            return invalidArgument(member + " names the column '" + column + "', which the schema does not have, only "
                    + schema.columns().stream().map(Column::name).toList());
        }
    }

    /** Members of Hydrant.Schema, of which one is given. */
    List<String> KINDS = List.of("HiveDdl", "Avro", "JsonSchema", "GlueTable", "File");

    /**
     * A column's name as the schema spells it.
     *
     * @param member that names the column
     * @throws FirehoseException INVALID_ARGUMENT if there is no such column
     */
    String spelling(String column, String member);

    /**
     * Checks that there are columns of these names.
     *
     * @param member that names them
     * @throws FirehoseException INVALID_ARGUMENT naming the first that there is not
     */
    void checkColumns(List<String> names, String member);

    /**
     * Reads a SchemaConfiguration that keeps to its shape's constraints.
     *
     * @throws FirehoseException INVALID_ARGUMENT in Amazon's words
     */
    static SchemaReference ofConfiguration(JsonNode configuration) {
        // RoleArn is how Amazon spells RoleARN there.
        needed(configuration, "RoleARN", "RoleArn");
        needed(configuration, "DatabaseName", "DatabaseName");
        needed(configuration, "TableName", "TableName");
        return GlueTable.of(configuration);
    }

    /**
     * Reads Hydrant.Schema; null if it is missing.
     *
     * @throws FirehoseException INVALID_ARGUMENT naming member, column, type and fix
     */
    static @Nullable SchemaReference ofExtension(JsonNode schema) {
        if (schema.isMissingNode()) {
            return null;
        }
        HydrantMembers.checkKnown(schema, "Hydrant.Schema", KINDS);
        if (schema.size() != 1) {
            throw invalidArgument("Hydrant.Schema has " + schema.size() + " members; give exactly one of " + KINDS);
        }
        String kind = schema.fieldNames().next();
        String path = "Hydrant.Schema." + kind;
        JsonNode given = schema.path(kind);
        try {
            return switch (kind) {
                case "HiveDdl" -> new Given(HiveDdl.read(HydrantMembers.text(given, path)));
                case "Avro" -> new Given(AvroSchemas.read(json(given, path)));
                case "JsonSchema" -> new Given(JsonSchemas.read(json(given, path)));
                case "GlueTable" -> GlueTable.ofExtension(given);
                default ->
                    throw invalidArgument(path + " is read for those only who start Hydrant with a definition in a"
                            + " file; give its text as HiveDdl, Avro or JsonSchema");
            };
        } catch (InvalidSchemaException e) {
            throw invalidArgument(path + ": " + e.text());
        }
    }

    /** A schema that is JSON may be given as JSON, or as text. */
    private static String json(JsonNode given, String path) {
        return given.isObject() ? given.toString() : HydrantMembers.text(given, path);
    }

    private static void needed(JsonNode configuration, String member, String shown) {
        if (!configuration.has(member)) {
            throw invalidArgument("SchemaConfiguration." + shown + " must not be null or empty");
        }
    }
}
