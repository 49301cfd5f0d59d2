package io.hydrant.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemasTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": \"string\", \"maxLength\": 10}|STRING",
                "{\"type\": \"string\", \"format\": \"date\"}|DATE",
                "{\"type\": \"string\", \"format\": \"date-time\"}|TIMESTAMP",
                "{\"type\": \"string\", \"format\": \"email\"}|STRING",
                "{\"type\": \"string\", \"contentEncoding\": \"base64\"}|BINARY",
                "{\"type\": \"integer\", \"minimum\": 0}|BIGINT",
                "{\"type\": \"number\"}|DOUBLE",
                "{\"type\": \"boolean\"}|BOOLEAN",
                "{\"type\": [\"integer\", \"null\"]}|BIGINT",
                "{\"type\": [\"null\", \"string\"], \"format\": \"date\"}|DATE",
                "{\"enum\": [\"on\", \"off\", null]}|STRING",
                "{\"$ref\": \"#/$defs/day\"}|DATE",
                "{\"anyOf\": [{\"$ref\": \"#/$defs/day\"}, {\"type\": \"null\"}], \"default\": null}|DATE",
                "{\"oneOf\": [{\"type\": \"null\"}, {\"type\": \"number\"}]}|DOUBLE",
                "{\"allOf\": [{\"type\": \"boolean\"}]}|BOOLEAN",
                "{\"type\": \"string\", \"anyOf\": [{\"minLength\": 1}, {\"pattern\": \"x\"}]}|STRING",
            })
    void readsTypesWithoutParameters(String type, Primitive expected) {
        assertThat(only(type)).isEqualTo(expected);
    }

    @Test
    void readsTypesInTypesInTheOrderOfTheProperties() {
        assertThat(JsonSchemas.read("""
                        {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#/definitions/Click",
                         "definitions": {
                          "Click": {"type": "object", "required": ["Page"], "additionalProperties": false, "properties": {
                           "Page": {"type": "string"},
                           "user": {"properties": {"id": {"type": "integer"}}, "anyOf": [{"required": ["id"]}, {}]},
                           "tags": {"type": "array", "items": {"type": ["string", "null"]}},
                           "labels": {"type": "object", "additionalProperties": {"type": "number"}}}}}}
                        """))
                .isEqualTo(new TableSchema(
                        List.of(
                                new Column("Page", Primitive.STRING),
                                new Column("user", new Struct(List.of(new Column("id", Primitive.BIGINT)))),
                                new Column("tags", new Array(Primitive.STRING)),
                                new Column("labels", new Dictionary(Primitive.STRING, Primitive.DOUBLE))),
                        ""));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|column 'a': has no type; give it \"type\": \"string\" or another",
                "true|column 'a': no object stands where a schema should; use {\"type\": ...}",
                "{\"enum\": [1, \"a\"]}|column 'a': has no type; give it \"type\": \"string\" or another",
                "{\"type\": \"null\"}|column 'a': type 'null' is none of [string, integer, number, boolean, array, object]; use one of them",
                "{\"type\": [\"integer\", \"string\"]}|column 'a': type [\"integer\",\"string\"] cannot be written; use one type beside \"null\"",
                "{\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"string\"}]}|column 'a': anyOf of 2 types cannot be written; use one type beside {\"type\": \"null\"}",
                "{\"type\": \"array\"}|column 'a': type 'array' has no items that are one schema; give it \"items\": {\"type\": ...}, or use type string, which takes nested JSON as text",
                "{\"type\": \"array\", \"items\": [{\"type\": \"string\"}]}|column 'a': type 'array' has no items that are one schema; give it \"items\": {\"type\": ...}, or use type string, which takes nested JSON as text",
                "{\"type\": \"array\", \"items\": {}}|column 'a': items: has no type; give it \"type\": \"string\" or another",
                "{\"type\": \"object\"}|column 'a': type 'object' has neither properties nor additionalProperties with a schema; give it one of them, or use type string, which takes nested JSON as text",
                "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"x\"}}|column 'a': additionalProperties: type 'x' is none of [string, integer, number, boolean, array, object]; use one of them",
                "{\"type\": \"object\", \"properties\": {\"b\": {\"type\": \"string\"}, \"B\": {\"type\": \"string\"}}}|column 'a': field 'B' is there twice (as 'b'); rename one, upper and lower case do not count",
                "{\"$ref\": \"other.json\"}|column 'a': $ref 'other.json' leads out of this schema; copy what it means to $defs and refer to \"#/$defs/...\"",
                "{\"$ref\": \"#/$defs/none\"}|column 'a': $ref '#/$defs/none' leads nowhere; define it under $defs",
                "{\"$ref\": \"#/$defs/loop\"}|column 'a': $ref leads to itself; let it lead to a schema with a type",
            })
    void refusesWithTheFix(String type, String message) {
        assertThatThrownBy(() -> only(type))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessage("JSON schema: " + message);
    }

    @Test
    void refusesASchemaThatHoldsItself() {
        assertThatThrownBy(() -> JsonSchemas.read(
                        "{\"properties\": {\"a\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/properties/a\"}}}}"))
                .message()
                .endsWith("schemas stand in each other more than 64 deep, or one in itself; use type string");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": \"object\"}|JSON schema: the outermost schema has no properties, which would be the columns; use {\"type\": \"object\", \"properties\": {...}}",
                "[]|JSON schema: no object stands where a schema should; use {\"type\": ...}",
                "{\"properties\": {\"a\": 1, \"a\": 2}}|JSON schema: not JSON (line 1): Duplicate field 'a'",
                "''|JSON schema: no object stands where a schema should; use {\"type\": ...}",
            })
    void refusesWhatHasNoColumns(String schema, String message) {
        assertThatThrownBy(() -> JsonSchemas.read(schema))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessage(message);
    }

    private static ColumnType only(String type) {
        return JsonSchemas.read("{\"type\": \"object\", \"properties\": {\"a\": " + type
                        + "}, \"$defs\": {\"day\": {\"type\": \"string\", \"format\": \"date\"},"
                        + " \"loop\": {\"$ref\": \"#/$defs/loop\"}}}")
                .columns()
                .get(0)
                .type();
    }
}
