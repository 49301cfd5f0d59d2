package io.hydrant.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whoever may create a stream may send anything as its schema. */
class BrokenSchemasTest {
    private static final int TRIES = 5_000;
    private static final String PIECES = "{}[]<>(),:;`'\"\\ \n-/*0123456789aeint$#";

    @Test
    void brokenHiveDdlIsReadOrRefused() {
        breaks(HiveDdl::read, """
                CREATE EXTERNAL TABLE IF NOT EXISTS `web`.clicks (a int COMMENT 'it\\'s', -- one
                  `b c` map<string,array<struct<d:decimal(10,2),e:varchar(5)>>> /* two */, f timestamp)
                PARTITIONED BY (day date) STORED AS PARQUET TBLPROPERTIES ('x'='y');
                """);
    }

    @Test
    void brokenAvroSchemasAreReadOrRefused() {
        breaks(AvroSchemas::read, """
                {"type": "record", "name": "R", "namespace": "n", "fields": [
                  {"name": "a", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "default": null},
                  {"name": "b", "type": {"type": "map", "values": {"type": "array", "items": "double"}}},
                  {"name": "c", "type": {"type": "fixed", "name": "F", "size": 8, "logicalType": "decimal", "precision": 9}},
                  {"name": "d", "type": {"type": "enum", "name": "E", "symbols": ["X", "Y"]}},
                  {"name": "e", "type": ["F", "null"]}]}
                """);
    }

    @Test
    void brokenJsonSchemasAreReadOrRefused() {
        breaks(JsonSchemas::read, """
                {"type": "object", "$defs": {"D": {"type": "string", "format": "date"}}, "properties": {
                  "a": {"$ref": "#/$defs/D"}, "b": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
                  "c": {"type": "array", "items": {"type": ["number", "null"]}},
                  "d": {"type": "object", "additionalProperties": {"enum": ["x", null]}}}}
                """);
    }

    private static void breaks(Function<String, TableSchema> reader, String schema) {
        assertThat(reader.apply(schema).columns()).isNotEmpty();
        Random random = new Random(5);
        for (int i = 0; i < TRIES; i++) {
            String broken = broken(schema, random);
            try {
                assertThat(reader.apply(broken).columns()).isNotEmpty();
            } catch (InvalidSchemaException e) {
                assertThat(e.text()).isNotBlank();
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(broken, e);
            }
        }
    }

    private static String broken(String schema, Random random) {
        StringBuilder text = new StringBuilder(schema);
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                default -> text.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
            }
        }
        return text.toString();
    }
}
