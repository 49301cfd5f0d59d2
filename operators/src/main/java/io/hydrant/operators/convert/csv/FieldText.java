package io.hydrant.operators.convert.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.operators.convert.rows.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Base64;

/**
 * The text of a value: numbers in digits, dates as {@code 2026-03-01}, times as {@code 2026-03-01 12:00:00.5} in UTC, bytes
 * in base64; lists, maps and structs as JSON. Used again for each value; not thread-safe.
 */
final class FieldText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] TRUE = "true".getBytes(ISO_8859_1);
    private static final byte[] FALSE = "false".getBytes(ISO_8859_1);
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();
    /** As many as the digits and the sign of a long. */
    private static final int LONG_LENGTH = 20;

    private byte[] bytes = new byte[64];
    private int length;

    /** The text is in its first {@link #length} bytes. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Makes the text of a node that is not null, and of another type than a string's. */
    void set(ColumnType type, Rows rows, int node) {
        if (type instanceof Primitive primitive) {
            setPrimitive(primitive, rows, node);
        } else if (type instanceof ColumnType.Decimal decimal) {
            set(decimal(decimal, rows, node).toPlainString());
        } else {
            setJson(type, rows, node);
        }
    }

    private void setPrimitive(Primitive type, Rows rows, int node) {
        switch (type) {
            case BOOLEAN -> set(rows.longAt(node) == 0 ? FALSE : TRUE);
            case TINYINT, SMALLINT, INT, BIGINT -> setLong(rows.longAt(node));
            case FLOAT -> set(Float.toString((float) rows.doubleAt(node)));
            case DOUBLE -> set(Double.toString(rows.doubleAt(node)));
            case DATE -> set(date(rows, node));
            case TIMESTAMP -> set(timestamp(rows, node));
            case BINARY -> set(base64(rows, node));
            case STRING -> throw new IllegalArgumentException("the text of a string is the string");
        }
    }

    private void set(byte[] text) {
        bytes = text.length > bytes.length ? new byte[2 * text.length] : bytes;
        System.arraycopy(text, 0, bytes, 0, text.length);
        length = text.length;
    }

    private void set(String ascii) {
        set(ascii.getBytes(ISO_8859_1));
    }

    private void setLong(long value) {
        if (value == Long.MIN_VALUE) {
            set(Long.toString(value));
            return;
        }
        int at = LONG_LENGTH;
        long rest = Math.abs(value);
        do {
            bytes[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        if (value < 0) {
            bytes[--at] = '-';
        }
        length = LONG_LENGTH - at;
        System.arraycopy(bytes, at, bytes, 0, length);
    }

    private static String date(Rows rows, int node) {
        return LocalDate.ofEpochDay(rows.longAt(node)).toString();
    }

    private static String timestamp(Rows rows, int node) {
        return TIME.format(LocalDateTime.ofEpochSecond(rows.longAt(node), rows.nanosAt(node), ZoneOffset.UTC));
    }

    private static byte[] base64(Rows rows, int node) {
        return Base64.getEncoder().encode(copy(rows, node));
    }

    private static byte[] copy(Rows rows, int node) {
        int from = rows.from(node);
        return Arrays.copyOfRange(rows.bytesOf(node), from, from + rows.length(node));
    }

    private static BigDecimal decimal(ColumnType.Decimal type, Rows rows, int node) {
        return type.precision() <= ColumnType.Decimal.MAX_LONG_PRECISION
                ? BigDecimal.valueOf(rows.longAt(node), type.scale())
                : new BigDecimal(new BigInteger(copy(rows, node)), type.scale());
    }

    private void setJson(ColumnType type, Rows rows, int node) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, type, rows, node);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not take what is written to it", e);
        }
        set(text.toByteArray());
    }

    private void write(JsonGenerator json, ColumnType type, Rows rows, int node) throws IOException {
        if (rows.isNull(node)) {
            json.writeNull();
        } else if (type instanceof ColumnType.Array array) {
            json.writeStartArray();
            for (int i = rows.first(node); i != Rows.NONE; i = rows.next(i)) {
                write(json, array.element(), rows, i);
            }
            json.writeEndArray();
        } else if (type instanceof ColumnType.Dictionary map) {
            json.writeStartObject();
            for (int key = rows.first(node); key != Rows.NONE; key = rows.next(rows.next(key))) {
                json.writeFieldName(text(map.key(), rows, key));
                write(json, map.value(), rows, rows.next(key));
            }
            json.writeEndObject();
        } else if (type instanceof ColumnType.Struct struct) {
            json.writeStartObject();
            int field = rows.first(node);
            for (Column column : struct.fields()) {
                json.writeFieldName(column.name());
                write(json, column.type(), rows, field++);
            }
            json.writeEndObject();
        } else if (isText(type)) {
            json.writeUTF8String(rows.bytesOf(node), rows.from(node), rows.length(node));
        } else if (isQuoted(type) || isNoJsonNumber(type, rows, node)) {
            json.writeString(text(type, rows, node));
        } else {
            json.writeRawValue(text(type, rows, node));
        }
    }

    private String text(ColumnType type, Rows rows, int node) {
        if (isText(type)) {
            return new String(rows.bytesOf(node), rows.from(node), rows.length(node), UTF_8);
        }
        set(type, rows, node);
        return new String(bytes, 0, length, UTF_8);
    }

    private static boolean isText(ColumnType type) {
        return type == Primitive.STRING || type instanceof ColumnType.Text;
    }

    private static boolean isQuoted(ColumnType type) {
        return type == Primitive.DATE || type == Primitive.TIMESTAMP || type == Primitive.BINARY;
    }

    private static boolean isNoJsonNumber(ColumnType type, Rows rows, int node) {
        return (type == Primitive.FLOAT || type == Primitive.DOUBLE) && !Double.isFinite(rows.doubleAt(node));
    }
}
