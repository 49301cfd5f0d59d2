package io.hydrant.operators.convert.json;

import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import io.hydrant.operators.convert.rows.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What rows hold, as objects that can be compared and shown. */
final class RowValues {
    private RowValues() {}

    static List<Map<String, Object>> of(Rows rows, List<Column> columns) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int row = 0; row < rows.rowCount(); row++) {
            all.add(fields(rows, rows.row(row), columns));
        }
        return all;
    }

    private static Map<String, Object> fields(Rows rows, int first, List<Column> columns) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(
                    columns.get(i).name(), value(rows, first + i, columns.get(i).type()));
        }
        return values;
    }

    static Object value(Rows rows, int node, ColumnType type) {
        if (rows.isNull(node)) {
            return null;
        }
        if (type instanceof Array array) {
            List<Object> list = new ArrayList<>();
            for (int e = rows.first(node); list.size() < rows.count(node); e = rows.next(e)) {
                list.add(value(rows, e, array.element()));
            }
            return list;
        }
        if (type instanceof Dictionary map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            int key = rows.first(node);
            for (int i = 0; i < rows.count(node); i += 2) {
                int value = rows.next(key);
                entries.put(value(rows, key, map.key()), value(rows, value, map.value()));
                key = rows.next(value);
            }
            return 2 * entries.size() == rows.count(node) && key == Rows.NONE ? entries : "broken map";
        }
        if (type instanceof Struct struct) {
            return fields(rows, rows.first(node), struct.fields());
        }
        if (type instanceof Decimal decimal) {
            BigInteger unscaled = decimal.precision() <= Decimal.MAX_LONG_PRECISION
                    ? BigInteger.valueOf(rows.longAt(node))
                    : new BigInteger(bytes(rows, node));
            return new BigDecimal(unscaled, decimal.scale());
        }
        if (!(type instanceof Primitive primitive)) {
            return new String(bytes(rows, node), StandardCharsets.UTF_8);
        }
        return switch (primitive) {
            case BOOLEAN -> rows.longAt(node) == 1;
            case TINYINT, SMALLINT, INT, BIGINT -> rows.longAt(node);
            case FLOAT -> (float) rows.doubleAt(node);
            case DOUBLE -> rows.doubleAt(node);
            case STRING -> new String(bytes(rows, node), StandardCharsets.UTF_8);
            case BINARY -> ByteBuffer.wrap(bytes(rows, node));
            case DATE -> LocalDate.ofEpochDay(rows.longAt(node));
            case TIMESTAMP -> Instant.ofEpochSecond(rows.longAt(node), rows.nanosAt(node));
        };
    }

    private static byte[] bytes(Rows rows, int node) {
        int from = rows.from(node);
        return Arrays.copyOfRange(rows.bytesOf(node), from, from + rows.length(node));
    }
}
