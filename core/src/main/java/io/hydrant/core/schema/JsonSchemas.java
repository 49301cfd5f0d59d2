package io.hydrant.core.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of a JSON Schema: the properties of its outermost object, in their order. Only what decides on types is
 * looked at; records are not validated against the rest.
 */
public final class JsonSchemas {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final List<String> CHOICES = List.of("anyOf", "oneOf", "allOf");
    private static final int MAX_DEPTH = 64;

    private final JsonNode root;

    private JsonSchemas(JsonNode root) {
        this.root = root;
    }

    /**
     * Reads a schema whose outermost type is an object with properties.
     *
     * @throws InvalidSchemaException naming property, type and fix
     */
    public static TableSchema read(String json) {
        try {
            JsonNode root = parse(json);
            JsonSchemas schema = new JsonSchemas(root);
            JsonNode object = schema.followed(root);
            if (object.path("properties").isEmpty()) {
                throw new InvalidSchemaException("the outermost schema has no properties, which would be the columns;"
                        + " use {\"type\": \"object\", \"properties\": {...}}");
            }
            return new TableSchema(schema.properties(object, "column", 0), "");
        } catch (InvalidSchemaException e) {
            throw e.in("JSON schema");
        }
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new InvalidSchemaException("not JSON (line " + line + "): " + e.getOriginalMessage());
        }
    }

    private List<Column> properties(JsonNode object, String what, int depth) {
        List<Column> columns = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : object.path("properties").properties()) {
            try {
                columns.add(new Column(property.getKey(), type(property.getValue(), depth + 1)));
            } catch (InvalidSchemaException e) {
                throw e.in(what + " '" + property.getKey() + "'");
            }
        }
        return columns;
    }

    private ColumnType type(JsonNode given, int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidSchemaException(
                    "schemas stand in each other more than " + MAX_DEPTH + " deep, or one in itself; use type string");
        }
        JsonNode schema = followed(given);
        String type = typeName(schema);
        return switch (type) {
            case "string" -> string(schema);
            case "integer" -> Primitive.BIGINT;
            case "number" -> Primitive.DOUBLE;
            case "boolean" -> Primitive.BOOLEAN;
            case "array" -> array(schema, depth);
            case "object" -> object(schema, depth);
            default ->
                throw new InvalidSchemaException("type '" + type
                        + "' is none of [string, integer, number, boolean, array, object]; use one of them");
        };
    }

    private static ColumnType string(JsonNode schema) {
        if (schema.path("contentEncoding").asText().equals("base64")) {
            return Primitive.BINARY;
        }
        return switch (schema.path("format").asText()) {
            case "date" -> Primitive.DATE;
            case "date-time" -> Primitive.TIMESTAMP;
            default -> Primitive.STRING;
        };
    }

    private ColumnType array(JsonNode schema, int depth) {
        JsonNode items = schema.path("items");
        if (!items.isObject()) {
            throw new InvalidSchemaException("type 'array' has no items that are one schema; give it"
                    + " \"items\": {\"type\": ...}, or use type string, which takes nested JSON as text");
        }
        try {
            return new Array(type(items, depth + 1));
        } catch (InvalidSchemaException e) {
            throw e.in("items");
        }
    }

    private ColumnType object(JsonNode schema, int depth) {
        if (!schema.path("properties").isEmpty()) {
            return new Struct(properties(schema, "field", depth));
        }
        JsonNode values = schema.path("additionalProperties");
        if (!values.isObject()) {
            throw new InvalidSchemaException(
                    "type 'object' has neither properties nor additionalProperties with a schema;"
                            + " give it one of them, or use type string, which takes nested JSON as text");
        }
        try {
            return new Dictionary(Primitive.STRING, type(values, depth + 1));
        } catch (InvalidSchemaException e) {
            throw e.in("additionalProperties");
        }
    }

    /** The one type beside null. */
    private static String typeName(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isMissingNode()) {
            if (allText(schema.path("enum"))) {
                return "string";
            }
            if (schema.has("properties")) {
                return "object";
            }
            throw new InvalidSchemaException("has no type; give it \"type\": \"string\" or another");
        }
        if (!type.isArray()) {
            return type.asText();
        }
        List<String> types = new ArrayList<>();
        type.forEach(name -> types.add(name.asText()));
        types.remove("null");
        if (types.size() != 1) {
            throw new InvalidSchemaException("type " + type + " cannot be written; use one type beside \"null\"");
        }
        return types.get(0);
    }

    private static boolean allText(JsonNode values) {
        boolean text = !values.isEmpty();
        for (JsonNode value : values) {
            text &= value.isTextual() || value.isNull();
        }
        return text;
    }

    /** The schema itself, behind references and behind choices between it and null. */
    private JsonNode followed(JsonNode given) {
        JsonNode schema = given;
        for (int steps = 0; steps <= MAX_DEPTH; steps++) {
            if (!schema.isObject()) {
                throw new InvalidSchemaException("no object stands where a schema should; use {\"type\": ...}");
            }
            if (schema.has("$ref")) {
                schema = referred(schema.path("$ref").asText());
            } else {
                JsonNode choice = onlyChoice(schema);
                if (choice == null) {
                    return schema;
                }
                schema = choice;
            }
        }
        throw new InvalidSchemaException("$ref leads to itself; let it lead to a schema with a type");
    }

    private JsonNode referred(String reference) {
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            throw new InvalidSchemaException("$ref '" + reference + "' leads out of this schema; copy what it means to"
                    + " $defs and refer to \"#/$defs/...\"");
        }
        JsonNode found = root.at(reference.substring(1));
        if (found.isMissingNode()) {
            throw new InvalidSchemaException("$ref '" + reference + "' leads nowhere; define it under $defs");
        }
        return found;
    }

    /** Of a schema that is nothing but a choice, the one that is not null. Elsewhere a choice does not decide on the type. */
    private static @Nullable JsonNode onlyChoice(JsonNode schema) {
        if (schema.has("type") || schema.has("properties") || schema.has("enum")) {
            return null;
        }
        for (String keyword : CHOICES) {
            if (schema.has(keyword)) {
                List<JsonNode> choices = new ArrayList<>();
                schema.path(keyword).forEach(choice -> {
                    if (!choice.path("type").asText().equals("null")) {
                        choices.add(choice);
                    }
                });
                if (choices.size() != 1) {
                    throw new InvalidSchemaException(keyword + " of " + choices.size()
                            + " types cannot be written; use one type beside {\"type\": \"null\"}");
                }
                return choices.get(0);
            }
        }
        return null;
    }
}
