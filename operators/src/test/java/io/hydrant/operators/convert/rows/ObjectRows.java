package io.hydrant.operators.convert.rows;

import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes rows of objects: Long for whole numbers, Double, Boolean, String, byte[], LocalDate, Instant, BigDecimal, List, Map,
 * and Object[] for a struct. Texts are in the record and in the scratch by turns.
 */
public final class ObjectRows {
    private final TableSchema schema;
    private final Rows rows = new Rows();
    private byte[] record = {};
    private int recordLength;
    private boolean inScratch;

    public ObjectRows(TableSchema schema) {
        this.schema = schema;
    }

    /** Writes a whole object and gives its bytes. */
    public static byte[] write(RowFormat format, TableSchema schema, List<Object[]> values) throws IOException {
        ObjectRows source = new ObjectRows(schema);
        try (RowWriter writer = format.open(schema)) {
            for (Object[] row : values) {
                int firstField = source.read(row);
                writer.write(source.rows, firstField);
            }
            return bytes(writer.finish());
        }
    }

    public static byte[] bytes(List<byte[]> contents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] piece : contents) {
            bytes.write(piece, 0, piece.length);
        }
        return bytes.toByteArray();
    }

    public Rows rows() {
        return rows;
    }

    /** Puts one row into {@link #rows} and gives its first field. */
    public int read(Object[] values) {
        record = new byte[textLength(values)];
        recordLength = 0;
        rows.begin(record);
        int first = rows.append(values.length);
        setFields(schema.columns(), values, first);
        rows.addRow(first);
        return rows.row(0);
    }

    private static int textLength(Object value) {
        if (value instanceof String text) {
            return 3 * text.length();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        int length = 0;
        if (value instanceof Object[] fields) {
            for (Object field : fields) {
                length += textLength(field);
            }
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                length += textLength(element);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                length += textLength(entry.getKey()) + textLength(entry.getValue());
            }
        }
        return length;
    }

    private void setFields(List<Column> columns, Object[] values, int first) {
        for (int i = 0; i < values.length; i++) {
            set(columns.get(i).type(), values[i], first + i);
        }
    }

    private void set(ColumnType type, Object value, int node) {
        if (value == null) {
            return;
        }
        if (type instanceof ColumnType.Decimal decimal) {
            setDecimal(decimal, (BigDecimal) value, node);
        } else if (type instanceof ColumnType.Array array) {
            setList(node, ((List<?>) value), array.element(), array.element());
        } else if (type instanceof ColumnType.Dictionary map) {
            List<Object> entries = new ArrayList<>();
            ((Map<?, ?>) value).forEach((k, v) -> {
                entries.add(k);
                entries.add(v);
            });
            setList(node, entries, map.key(), map.value());
        } else if (type instanceof ColumnType.Struct struct) {
            int first = rows.append(struct.fields().size());
            rows.setStruct(node, first);
            setFields(struct.fields(), (Object[]) value, first);
        } else if (value instanceof Boolean truth) {
            rows.setLong(node, truth ? 1 : 0);
        } else if (value instanceof Long number) {
            rows.setLong(node, number);
        } else if (value instanceof Double number) {
            rows.setDouble(node, number);
        } else if (value instanceof LocalDate date) {
            rows.setLong(node, date.toEpochDay());
        } else if (value instanceof Instant time) {
            rows.setTimestamp(node, time.getEpochSecond(), time.getNano());
        } else if (value instanceof byte[] bytes) {
            setBytes(node, bytes);
        } else {
            setBytes(node, ((String) value).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void setDecimal(ColumnType.Decimal type, BigDecimal value, int node) {
        BigDecimal scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
        if (type.precision() <= ColumnType.Decimal.MAX_LONG_PRECISION) {
            rows.setLong(node, scaled.unscaledValue().longValueExact());
        } else {
            byte[] bytes = scaled.unscaledValue().toByteArray();
            int from = rows.reserve(bytes.length);
            System.arraycopy(bytes, 0, rows.scratch(), from, bytes.length);
            rows.setScratchBytes(node, from, bytes.length);
        }
    }

    private void setList(int node, List<?> values, ColumnType even, ColumnType odd) {
        int first = Rows.NONE;
        int last = Rows.NONE;
        for (int i = 0; i < values.size(); i++) {
            int element = rows.append(1);
            set(i % 2 == 0 ? even : odd, values.get(i), element);
            if (last == Rows.NONE) {
                first = element;
            } else {
                rows.setNext(last, element);
            }
            last = element;
        }
        rows.setList(node, first, values.size());
    }

    private void setBytes(int node, byte[] bytes) {
        inScratch = !inScratch;
        if (inScratch) {
            int from = rows.reserve(bytes.length);
            System.arraycopy(bytes, 0, rows.scratch(), from, bytes.length);
            rows.setScratchBytes(node, from, bytes.length);
        } else {
            System.arraycopy(bytes, 0, record, recordLength, bytes.length);
            rows.setBytes(node, recordLength, bytes.length);
            recordLength += bytes.length;
        }
    }
}
