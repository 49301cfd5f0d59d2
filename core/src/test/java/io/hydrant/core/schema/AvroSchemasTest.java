package io.hydrant.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroSchemasTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"boolean\"|BOOLEAN",
                "\"int\"|INT",
                "\"long\"|BIGINT",
                "\"float\"|FLOAT",
                "\"double\"|DOUBLE",
                "\"string\"|STRING",
                "\"bytes\"|BINARY",
                "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\"]}|STRING",
                "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 4}|BINARY",
                "{\"type\": \"int\", \"logicalType\": \"date\"}|DATE",
                "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}|TIMESTAMP",
                "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}|TIMESTAMP",
                "{\"type\": \"long\", \"logicalType\": \"local-timestamp-micros\"}|TIMESTAMP",
                "{\"type\": \"int\", \"logicalType\": \"time-millis\"}|INT",
                "{\"type\": \"string\", \"logicalType\": \"uuid\"}|STRING",
                "[\"null\", \"long\"]|BIGINT",
                "[{\"type\": \"int\", \"logicalType\": \"date\"}, \"null\"]|DATE",
                "[\"string\"]|STRING",
            })
    void readsTypesWithoutParameters(String type, Primitive expected) {
        assertThat(only(type)).isEqualTo(expected);
    }

    @Test
    void readsDecimals() {
        assertThat(only("{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 20, \"scale\": 4}"))
                .isEqualTo(new Decimal(20, 4));
        assertThat(
                        only(
                                "[\"null\", {\"type\": \"fixed\", \"name\": \"D\", \"size\": 8, \"logicalType\": \"decimal\", \"precision\": 9}]"))
                .isEqualTo(new Decimal(9, 0));
    }

    @Test
    void readsTypesInTypesWithTheirNamesAsTheyAre() {
        assertThat(AvroSchemas.read("""
                        {"type": "record", "name": "Click", "namespace": "web", "fields": [
                          {"name": "Page", "type": "string", "doc": "path", "default": "/"},
                          {"name": "user", "type": ["null", {"type": "record", "name": "User", "fields": [
                            {"name": "userId", "type": "long"}]}], "default": null},
                          {"name": "before", "type": {"type": "array", "items": ["null", "User"]}},
                          {"name": "labels", "type": {"type": "map", "values": "double"}}]}
                        """))
                .isEqualTo(new TableSchema(
                        List.of(
                                new Column("Page", Primitive.STRING),
                                new Column("user", new Struct(List.of(new Column("userId", Primitive.BIGINT)))),
                                new Column(
                                        "before",
                                        new Array(new Struct(List.of(new Column("userId", Primitive.BIGINT))))),
                                new Column("labels", new Dictionary(Primitive.STRING, Primitive.DOUBLE))),
                        ""));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"null\", \"int\", \"string\"]|Avro schema: column 'a': type 'union' of [null, int, string] cannot be written; use one type beside null, or a record with a field for each",
                "\"null\"|Avro schema: column 'a': type 'null' holds nothing; use a union such as [\"null\", \"string\"]",
                "{\"type\": \"record\", \"name\": \"S\", \"fields\": [{\"name\": \"b\", \"type\": [\"int\", \"long\"]}]}|Avro schema: column 'a': field 'b': type 'union' of [int, long] cannot be written; use one type beside null, or a record with a field for each",
                "{\"type\": \"record\", \"name\": \"S\", \"fields\": []}|Avro schema: column 'a': there is no field; give at least one",
                "[\"null\", \"R\"]|Avro schema: column 'a': record R holds itself; give it an end, or use string",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 39}|Avro schema: column 'a': decimal(39,0) has a precision that is not 1 to 38, or a scale that is not 0 to its precision",
                "{\"type\": \"bytes\", \"logicalType\": \"decimal\"}|Avro schema: column 'a': logical type 'decimal' on bytes lacks a precision of 1 to 38, or its scale is greater",
            })
    void refusesWithTheFix(String type, String message) {
        assertThatThrownBy(() -> only(type))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatHasNoColumns() {
        assertThatThrownBy(() -> AvroSchemas.read("{\"type\": \"map\", \"values\": \"int\"}"))
                .hasMessage("Avro schema: the outermost type is map; use a record, whose fields are the columns");
        assertThatThrownBy(() -> AvroSchemas.read("{\"type\": \"record\", \"name\": \"R\", \"fields\": []}"))
                .hasMessage("Avro schema: there is no column; give at least one");
        assertThatThrownBy(
                        () -> AvroSchemas.read(
                                "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"a\", \"type\": \"int\"}, {\"name\": \"A\", \"type\": \"int\"}]}"))
                .hasMessage(
                        "Avro schema: column 'A' is there twice (as 'a'); rename one, upper and lower case do not count");
    }

    @Test
    void saysInOneLineWhatIsNoSchema() {
        for (String text :
                List.of("", "{", "[]", "{\"type\": \"record\"}", "{\"type\": \"Nothing\"}", "CREATE TABLE")) {
            assertThatThrownBy(() -> AvroSchemas.read(text))
                    .isInstanceOf(InvalidSchemaException.class)
                    .message()
                    .startsWith("Avro schema: ")
                    .doesNotContain("\n");
        }
        assertThatThrownBy(() -> only("\"Nothing\"")).message().contains("Nothing");
        assertThatThrownBy(() -> only("{\"type\": \"array\", \"items\": ".repeat(70) + "\"int\"" + "}".repeat(70)))
                .hasMessage("Avro schema: column 'a': types stand in each other more than 64 deep; flatten them");
    }

    private static ColumnType only(String type) {
        return AvroSchemas.read("{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"a\", \"type\": "
                        + type + "}]}")
                .columns()
                .get(0)
                .type();
    }
}
