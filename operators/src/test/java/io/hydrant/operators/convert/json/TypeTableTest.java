package io.hydrant.operators.convert.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.format.JsonReading;
import io.hydrant.core.format.JsonReading.SerDe;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import io.hydrant.core.schema.ColumnType.Text;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.ConversionFailure;
import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables under "Types" in docs/formats.md: each of their cells is read as it says, and no cell is missing. */
class TypeTableTest {
    private static final Map<String, ColumnType> TYPES = Map.ofEntries(
            Map.entry("BOOLEAN", Primitive.BOOLEAN),
            Map.entry("TINYINT", Primitive.TINYINT),
            Map.entry("SMALLINT", Primitive.SMALLINT),
            Map.entry("INT", Primitive.INT),
            Map.entry("BIGINT", Primitive.BIGINT),
            Map.entry("FLOAT", Primitive.FLOAT),
            Map.entry("DOUBLE", Primitive.DOUBLE),
            Map.entry("DECIMAL(5,2)", new Decimal(5, 2)),
            Map.entry("STRING", Primitive.STRING),
            Map.entry("VARCHAR(3)", new Text(3, false)),
            Map.entry("CHAR(3)", new Text(3, true)),
            Map.entry("BINARY", Primitive.BINARY),
            Map.entry("DATE", Primitive.DATE),
            Map.entry("TIMESTAMP", Primitive.TIMESTAMP),
            Map.entry("ARRAY<INT>", new Array(Primitive.INT)),
            Map.entry("MAP<STRING,INT>", new Dictionary(Primitive.STRING, Primitive.INT)),
            Map.entry("STRUCT<a:INT>", new Struct(List.of(new Column("a", Primitive.INT)))));

    private static final List<String> VALUES = List.of(
            "42, 300, -1.005, 1e2, 1769863896, 1769863896.789, 1769863896789",
            "\"42\", \"-1.5\", \"True\", \"NaN\", \"\", \"QUJD\", \"a\\u00e9 \\n\"",
            "\"2026-01-31\", \"2026-01-31T12:51:36.789Z\", \"2026-1-31 12:51:36\", \"2026-01-31T12:51:36+00:00\","
                    + " \"1769863896789\"",
            "null, true, [], [7, null], {}, {\"a\": 7}, {\"b\": [7]}");

    /** What a table says of a value in a column of a type. */
    record Cell(SerDe serDe, String value, String type, String becomes) {}

    static List<Cell> cells() throws IOException {
        String text = Files.readString(Path.of("../docs/formats.md"));
        List<Cell> cells = new ArrayList<>();
        SerDe serDe = null;
        List<String> values = List.of();
        for (String line : text.substring(text.indexOf("## Types")).split("\n")) {
            if (line.startsWith("### ")) {
                serDe = line.contains("OpenX") ? SerDe.OPEN_X : SerDe.HIVE;
            } else if (line.startsWith("| | ")) {
                values = row(line);
            } else if (line.startsWith("| `")) {
                List<String> row = row(line);
                for (int i = 1; i < row.size(); i++) {
                    cells.add(new Cell(serDe, code(values.get(i)), code(row.get(0)), row.get(i)));
                }
            } else if (line.startsWith("## ") && !cells.isEmpty()) {
                break;
            }
        }
        return cells;
    }

    private static List<String> row(String line) {
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
    }

    private static String code(String cell) {
        return cell.replace("`", "");
    }

    @Test
    void theTablesAreWhole() throws IOException {
        List<Cell> cells = cells();
        for (SerDe serDe : SerDe.values()) {
            for (String type : TYPES.keySet()) {
                assertThat(cells.stream()
                                .filter(cell ->
                                        cell.serDe() == serDe && cell.type().equals(type))
                                .map(Cell::value))
                        .as("%s %s", serDe, type)
                        .containsExactly(String.join(", ", VALUES).split(", (?!null\\])"));
            }
        }
        assertThat(cells).hasSize(SerDe.values().length * TYPES.size() * 26);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aValueBecomesWhatTheTableSays(Cell cell) {
        List<Column> columns = List.of(new Column("c", TYPES.get(cell.type())));
        JsonReading reading = new JsonReading(cell.serDe(), true, false, Map.of(), List.of());
        JsonRowReader reader = new JsonRowReader(new TableSchema(columns, ""), reading);
        Rows rows = new Rows();
        byte[] document = ("{\"c\": " + cell.value() + "}").getBytes(UTF_8);

        ConversionFailure failure = reader.read(document, 0, document.length, rows);

        if (cell.becomes().equals("\u2013")) {
            assertThat(failure).isNotNull();
            assertThat(failure.errorCode()).isEqualTo(ConversionFailure.MALFORMED_DATA);
            assertThat(failure.errorMessage()).startsWith("Data does not match the schema. Column \"c");
        } else {
            assertThat(failure).isNull();
            assertThat(show(RowValues.of(rows, columns).get(0).get("c"))).isEqualTo(cell.becomes());
        }
    }

    private static String show(Object value) {
        if (value instanceof ByteBuffer bytes) {
            return bytes.hasRemaining()
                    ? "`" + HexFormat.ofDelimiter(" ").formatHex(bytes.array()) + "`"
                    : "(no bytes)";
        }
        String text =
                value instanceof String string ? "\"" + string.replace("\n", "\\n") + "\"" : String.valueOf(value);
        return "`" + text + "`";
    }
}
