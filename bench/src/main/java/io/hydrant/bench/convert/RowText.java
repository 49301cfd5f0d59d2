package io.hydrant.bench.convert;

import io.hydrant.bench.records.Tally;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Primitive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds rows up as texts that are the same for equal values, whichever classes a reader has for them. So two tallies are
 * equal only if each row was found once, with the same value in each column. Not thread-safe.
 */
final class RowText {
    private final List<Column> columns;
    private final Tally.Counter counter = new Tally.Counter();
    private final StringBuilder text = new StringBuilder();

    RowText(List<Column> columns) {
        this.columns = columns;
    }

    /** Adds a row. */
    void add(List<? extends @Nullable Object> row) throws SQLException {
        text.setLength(0);
        fields(columns, row);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        counter.add(bytes, 0, bytes.length);
    }

    /** What was added so far. */
    Tally tally() {
        return counter.tally();
    }

    private void fields(List<Column> fields, List<? extends @Nullable Object> values) throws SQLException {
        for (int i = 0; i < fields.size(); i++) {
            value(fields.get(i).type(), values.get(i));
            text.append('|');
        }
    }

    private void value(ColumnType type, @Nullable Object value) throws SQLException {
        if (value == null) {
            text.append("null");
        } else if (type instanceof ColumnType.Struct struct) {
            text.append('(');
            fields(
                    struct.fields(),
                    value instanceof java.sql.Struct s ? Arrays.asList(s.getAttributes()) : (List<?>) value);
            text.append(')');
        } else if (type instanceof ColumnType.Array array) {
            text.append('[');
            for (Object element :
                    value instanceof java.sql.Array a ? Arrays.asList((Object[]) a.getArray()) : (List<?>) value) {
                value(array.element(), element);
                text.append(',');
            }
            text.append(']');
        } else if (type instanceof ColumnType.Dictionary dictionary) {
            text.append('{');
            for (Map.Entry<?, ?> entry : new TreeMap<>((Map<?, ?>) value).entrySet()) {
                value(dictionary.key(), entry.getKey());
                text.append('=');
                value(dictionary.value(), entry.getValue());
                text.append(',');
            }
            text.append('}');
        } else {
            scalar(type, value);
        }
    }

    private void scalar(ColumnType type, Object value) {
        if (type instanceof Decimal decimal) {
            text.append(((BigDecimal) value)
                    .setScale(decimal.scale(), RoundingMode.UNNECESSARY)
                    .toPlainString());
        } else if (type == Primitive.TIMESTAMP) {
            Instant time = value instanceof Timestamp stamp
                    ? stamp.toLocalDateTime().toInstant(ZoneOffset.UTC)
                    : (Instant) value;
            text.append(time);
        } else {
            text.append(value);
        }
    }
}
