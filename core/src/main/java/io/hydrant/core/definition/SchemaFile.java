package io.hydrant.core.definition;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** {@code Hydrant.Schema.File}: a schema beside the definition that a person wrote. Its name's end says what it is. */
final class SchemaFile {
    private static final String MEMBER = "File";
    private static final int MAX_BYTES = 1 << 20;
    private static final Map<String, String> KINDS = new TreeMap<>(
            Map.of(".sql", "HiveDdl", ".hql", "HiveDdl", ".ddl", "HiveDdl", ".avsc", "Avro", ".json", "JsonSchema"));

    private SchemaFile() {}

    /**
     * Puts the text of the file in place of its name, so that the definition can travel.
     *
     * @param schema the definition's Hydrant.Schema; left alone unless it names a file and nothing else
     * @param definition path of the definition, in whose folder the file is looked for
     * @throws InvalidConfigurationException in one line: file, member, value, fix
     */
    static void inline(JsonNode schema, Path definition) {
        if (!(schema instanceof ObjectNode object)
                || schema.size() != 1
                || !schema.path(MEMBER).isTextual()) {
            return;
        }
        String name = schema.path(MEMBER).textValue();
        String kind = KINDS.entrySet().stream()
                .filter(ending -> name.endsWith(ending.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> invalid(definition, name, "ends in none of " + KINDS.keySet()));
        object.removeAll();
        object.put(kind, text(definition, name));
    }

    private static String text(Path definition, String name) {
        try {
            Path file = definition.toAbsolutePath().resolveSibling(name);
            if (Files.size(file) > MAX_BYTES) {
                throw invalid(definition, name, "is longer than any schema (1 MiB)");
            }
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw invalid(definition, name, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static InvalidConfigurationException invalid(Path definition, String name, String why) {
        return new InvalidConfigurationException(definition + ": Hydrant.Schema.File '" + name + "' " + why);
    }
}
