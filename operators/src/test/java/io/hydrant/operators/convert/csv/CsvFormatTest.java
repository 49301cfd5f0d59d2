package io.hydrant.operators.convert.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.format.JsonReading;
import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.schema.HiveDdl;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.json.JsonRowReader;
import io.hydrant.operators.convert.rows.RowWriter;
import io.hydrant.operators.convert.rows.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFormatTest {
    private static final OutputFormat.Csv PLAIN = new OutputFormat.Csv(false, ',');

    @Test
    void columnsAreInTheOrderOfTheSchema() throws IOException {
        assertThat(csv(new OutputFormat.Csv(true, ','), "b INT, a STRING", "{\"a\":\"x\",\"b\":1}", "{\"b\":2}"))
                .isEqualTo("b,a\n1,x\n2,\n");
    }

    @Test
    void fieldsAreQuotedWhereTheyMustBe() throws IOException {
        assertThat(csv(
                        new OutputFormat.Csv(true, ';'),
                        "`a;b` STRING, c STRING, d STRING, e STRING, f STRING",
                        "{\"a;b\":\"x,y\",\"c\":\"x;y\",\"d\":\"say \\\"hi\\\"\",\"e\":\"two\\nlines\",\"f\":\"\"}"))
                .isEqualTo("\"a;b\";c;d;e;f\nx,y;\"x;y\";\"say \"\"hi\"\"\";\"two\nlines\";\"\"\n");
    }

    @Test
    void nullIsAnEmptyFieldUnlessTheLineWouldBeEmpty() throws IOException {
        assertThat(csv(PLAIN, "a STRING, b STRING", "{}")).isEqualTo(",\n");
        assertThat(csv(PLAIN, "a STRING", "{}")).isEqualTo("\"\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "BOOLEAN | true | true",
                "TINYINT | -128 | -128",
                "BIGINT | 0 | 0",
                "BIGINT | -9223372036854775808 | -9223372036854775808",
                "BIGINT | 9223372036854775807 | 9223372036854775807",
                "FLOAT | 0.1 | 0.1",
                "DOUBLE | 1e300 | 1.0E300",
                "DECIMAL(5,2) | 1.5 | 1.50",
                "DECIMAL(38,1) | -1234567890123456789012345678901234567.8 | -1234567890123456789012345678901234567.8",
                "CHAR(3) | \"añb\" | añb",
                "DATE | \"2026-03-01\" | 2026-03-01",
                "TIMESTAMP | \"1969-12-31 23:59:58.25\" | 1969-12-31 23:59:58.25",
                "TIMESTAMP | \"2026-03-01T12:00:00Z\" | 2026-03-01 12:00:00",
                "BINARY | \"AAH/\" | AAH/",
                "ARRAY<INT> | [1,null,3] | \"[1,null,3]\"",
                "MAP<STRING,DOUBLE> | {\"é\":1.5,\"b\":\"NaN\"} | \"{\"\"é\"\":1.5,\"\"b\"\":\"\"NaN\"\"}\"",
                "MAP<INT,BOOLEAN> | {\"7\":false} | \"{\"\"7\"\":false}\"",
                "STRUCT<a:DATE,b:ARRAY<STRING>> | {\"b\":[\"x\"]} | \"{\"\"a\"\":null,\"\"b\"\":[\"\"x\"\"]}\"",
            })
    void valuesAreWrittenAsText(String type, String json, String field) throws IOException {
        assertThat(csv(PLAIN, "v " + type, "{\"v\":" + json + "}")).isEqualTo(field + "\n");
    }

    private static String csv(OutputFormat.Csv options, String columns, String... documents) throws IOException {
        TableSchema schema = HiveDdl.read("CREATE TABLE t (" + columns + ")");
        JsonRowReader reader = new JsonRowReader(schema, JsonReading.DEFAULT);
        Rows rows = new Rows();
        try (RowWriter writer = new CsvFormat(options).open(schema)) {
            for (String document : documents) {
                byte[] bytes = document.getBytes(UTF_8);
                assertThat(reader.read(bytes, 0, bytes.length, rows)).isNull();
                writer.write(rows, rows.row(0));
            }
            ByteArrayOutputStream contents = new ByteArrayOutputStream();
            for (byte[] piece : writer.finish()) {
                contents.write(piece, 0, piece.length);
            }
            return contents.toString(UTF_8);
        }
    }
}
