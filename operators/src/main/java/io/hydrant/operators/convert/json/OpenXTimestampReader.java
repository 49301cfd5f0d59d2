package io.hydrant.operators.convert.json;

import io.hydrant.operators.convert.rows.Rows;

/** Reads times as OpenX does: two ways to write them, and seconds or milliseconds since 1970. */
final class OpenXTimestampReader extends ScalarReader {
    /** Of whole numbers with so many digits or more, the last three are milliseconds. */
    private static final int MILLIS_DIGITS = 13;

    /** More whole digits are out of range anyway. */
    private static final int MAX_SECONDS_DIGITS = 12;

    private static final int NANO_DIGITS = 9;

    private final NumberText number;

    OpenXTimestampReader(Place place, NumberText number) {
        super(place);
        this.number = number;
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        byte first = json[at];
        if (first == '"') {
            return readString(json, at, to, rows, node);
        }
        if (first == '-' || (first >= '0' && first <= '9')) {
            int end = number.scan(json, at, to);
            return end < 0 || setNumber(json, end, rows, node) ? end : mismatch(first, end);
        }
        return readOther(json, at, to, depth, rows, node);
    }

    @Override
    boolean setText(byte[] text, int from, int to, Rows rows, int node) {
        return CalendarText.setTime(text, from, to, true, rows, node)
                || (from < to && number.scan(text, from, to) == to && setNumber(text, to, rows, node));
    }

    /** Sets the number that was scanned, which ends before {@code to}. */
    private boolean setNumber(byte[] text, int to, Rows rows, int node) {
        int scale = number.scale();
        int whole = number.count() - scale;
        if (number.isScientific()) {
            return false;
        }
        if (scale == 0) {
            long value = number.isNegative() ? -number.digits() : number.digits();
            return number.isShort()
                    && (whole < MILLIS_DIGITS
                            ? CalendarText.setSeconds(value, 0, rows, node)
                            : CalendarText.setMillis(value, rows, node));
        }
        if (whole > MAX_SECONDS_DIGITS) {
            return false;
        }
        int point = to - scale - 1;
        long seconds = 0;
        for (int i = point - whole; i < point; i++) {
            seconds = 10 * seconds + text[i] - '0';
        }
        int nanos = CalendarText.nanos(text, point + 1, point + 1 + Math.min(scale, NANO_DIGITS));
        if (!number.isNegative()) {
            return CalendarText.setSeconds(seconds, nanos, rows, node);
        }
        return nanos == 0
                ? CalendarText.setSeconds(-seconds, 0, rows, node)
                : CalendarText.setSeconds(-seconds - 1, 1_000_000_000 - nanos, rows, node);
    }
}
