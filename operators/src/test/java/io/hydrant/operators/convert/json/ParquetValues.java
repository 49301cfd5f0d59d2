package io.hydrant.operators.convert.json;

import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** What Parquet's own reader finds in a file, as {@link RowValues} has it. */
final class ParquetValues {
    private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;

    private ParquetValues() {}

    static List<Map<String, Object>> read(Path file, List<Column> columns) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(fields(row, columns));
            }
        }
        return rows;
    }

    private static Map<String, Object> fields(Group group, List<Column> columns) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i).name(), value(group, i, columns.get(i).type()));
        }
        return values;
    }

    private static Object value(Group group, int field, ColumnType type) {
        if (group.getFieldRepetitionCount(field) == 0) {
            return null;
        }
        if (type instanceof Array array) {
            Group list = group.getGroup(field, 0);
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
                elements.add(value(list.getGroup(0, i), 0, array.element()));
            }
            return elements;
        }
        if (type instanceof Dictionary map) {
            Group list = group.getGroup(field, 0);
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
                Group entry = list.getGroup(0, i);
                entries.put(value(entry, 0, map.key()), value(entry, 1, map.value()));
            }
            return entries;
        }
        if (type instanceof Struct struct) {
            return fields(group.getGroup(field, 0), struct.fields());
        }
        if (type instanceof Decimal decimal) {
            return new BigDecimal(new BigInteger(group.getBinary(field, 0).getBytes()), decimal.scale());
        }
        if (!(type instanceof Primitive primitive)) {
            return text(group, field);
        }
        return switch (primitive) {
            case BOOLEAN -> group.getBoolean(field, 0);
            case TINYINT, SMALLINT, INT -> (long) group.getInteger(field, 0);
            case BIGINT -> group.getLong(field, 0);
            case FLOAT -> group.getFloat(field, 0);
            case DOUBLE -> group.getDouble(field, 0);
            case STRING -> text(group, field);
            case BINARY -> ByteBuffer.wrap(group.getBinary(field, 0).getBytes());
            case DATE -> LocalDate.ofEpochDay(group.getInteger(field, 0));
            case TIMESTAMP -> time(group.getInt96(field, 0).getBytes());
        };
    }

    private static String text(Group group, int field) {
        return new String(group.getBinary(field, 0).getBytes(), StandardCharsets.UTF_8);
    }

    private static Instant time(byte[] bytes) {
        ByteBuffer time = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long nanos = time.getLong();
        long day = time.getInt() - (long) JULIAN_DAY_OF_EPOCH;
        return Instant.ofEpochSecond(day * 24 * 60 * 60, nanos);
    }
}
