package io.hydrant.sinks.jdbc;

import io.hydrant.core.json.JsonScanner;
import io.hydrant.core.json.JsonString;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects as rows: each field goes to the column of its name, and what has no column is left out. Nothing is built
 * but the values. Not thread-safe.
 */
final class RowReader {
    /** Longest whole number that is written out from one with an exponent. */
    private static final int MAX_DIGITS = 40;

    private final Column[] columns;
    private final @Nullable Object[] row;
    /** Where the next field's column is likely to be: records of one source have their fields in one order. */
    private int expected;

    RowReader(List<Column> columns) {
        this.columns = columns.toArray(Column[]::new);
        this.row = new Object[this.columns.length];
    }

    /** Values of the last row that was read, by column: text, bytes, or null. Good until the next is read. */
    @Nullable
    Object[] row() {
        return row;
    }

    /**
     * Reads a record.
     *
     * @return null, or what is wrong with it, without anything that is in it
     */
    @Nullable
    String read(byte[] json, int from, int to) {
        Arrays.fill(row, null);
        expected = 0;
        int at = JsonScanner.skipSpace(json, from, to);
        if (at >= to || json[at] != '{') {
            return "the record is not a JSON object";
        }
        at = JsonScanner.skipSpace(json, at + 1, to);
        while (at >= 0 && at < to && json[at] != '}') {
            int nameEnd = JsonScanner.skipName(json, at, to);
            int value = nameEnd < 0 ? nameEnd : JsonScanner.skipColon(json, nameEnd, to);
            int end = value < 0 ? value : JsonScanner.skipValue(json, value, to, 2);
            if (end < 0) {
                return "the record is not a JSON object";
            }
            int column = column(json, at + 1, nameEnd - 1);
            if (column >= 0) {
                String problem = set(column, json, value, end);
                if (problem != null) {
                    return problem;
                }
            }
            at = JsonScanner.skipComma(json, end, to, '}');
        }
        boolean whole = at >= 0 && at < to && JsonScanner.skipSpace(json, at + 1, to) == to;
        return whole ? null : "the record is not a JSON object";
    }

    /** Index of the column of a name; negative if there is none. */
    private int column(byte[] json, int from, int to) {
        if (!JsonString.isPlain(json, from, to)) {
            byte[] name = JsonString.text(json, from, to).getBytes(StandardCharsets.UTF_8);
            return column(name, 0, name.length);
        }
        for (int n = 0, c = expected; n < columns.length; n++, c++) {
            int candidate = c < columns.length ? c : c - columns.length;
            byte[] name = columns[candidate].utf8();
            if (Arrays.equals(name, 0, name.length, json, from, to)) {
                expected = candidate + 1 == columns.length ? 0 : candidate + 1;
                return candidate;
            }
        }
        return -1;
    }

    private @Nullable String set(int column, byte[] json, int at, int end) {
        byte first = json[at];
        if (first == 'n') {
            row[column] = null;
            return null;
        }
        boolean number = first == '-' || (first >= '0' && first <= '9');
        switch (columns[column].kind()) {
            case JSON -> row[column] = raw(json, at, end);
            case BYTES -> {
                row[column] = first == '"' ? base64(json, at + 1, end - 1) : null;
                return row[column] == null ? problem(column, "is not bytes in base64") : null;
            }
            case BOOLEAN -> row[column] = first == 't' ? "1" : first == 'f' ? "0" : truth(text(json, at, end));
            case WHOLE_NUMBER -> {
                row[column] = number ? wholeNumber(raw(json, at, end)) : text(json, at, end);
                return row[column] == null ? problem(column, "is not a whole number") : null;
            }
            case DATE ->
                row[column] = number
                        ? TimeText.ofEpoch(raw(json, at, end)).substring(0, TimeText.DATE_LENGTH)
                        : TimeText.date(text(json, at, end));
            case TIMESTAMP ->
                row[column] = number ? TimeText.ofEpoch(raw(json, at, end)) : TimeText.inUtc(text(json, at, end));
            case INSTANT ->
                row[column] = TimeText.withZone(number ? TimeText.ofEpoch(raw(json, at, end)) : text(json, at, end));
            case TEXT, NUMBER -> row[column] = text(json, at, end);
        }
        return null;
    }

    private String problem(int column, String what) {
        return "the value for column " + columns[column].name() + " " + what;
    }

    /** What a string says; of any other value, as it stands in the record. */
    private static String text(byte[] json, int at, int end) {
        return json[at] == '"' ? JsonString.text(json, at + 1, end - 1) : raw(json, at, end);
    }

    private static String raw(byte[] json, int at, int end) {
        return new String(json, at, end - at, StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] base64(byte[] json, int from, int to) {
        try {
            return Base64.getDecoder().decode(JsonString.text(json, from, to));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String truth(String text) {
        return text.equalsIgnoreCase("true") ? "1" : text.equalsIgnoreCase("false") ? "0" : text;
    }

    /** Null if it has a fraction: some databases would round it. */
    private static @Nullable String wholeNumber(String number) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                BigDecimal exact = new BigDecimal(number).stripTrailingZeros();
                boolean whole = exact.scale() <= 0 && exact.precision() - exact.scale() <= MAX_DIGITS;
                return whole ? exact.toPlainString() : null;
            }
        }
        return number;
    }
}
