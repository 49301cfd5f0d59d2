package io.hydrant.operators.convert.json;

import io.hydrant.operators.convert.rows.Rows;

/** Reads whole numbers of up to 64 bits. */
final class WholeNumberReader extends ScalarReader {
    /** So many digits never overflow a long. */
    private static final int SAFE_DIGITS = 18;

    private final long min;
    private final long max;
    private final boolean strings;

    /** @param strings whether JSON strings may hold numbers */
    WholeNumberReader(Place place, int bits, boolean strings) {
        super(place);
        this.max = Long.MAX_VALUE >> (Long.SIZE - bits);
        this.min = -max - 1;
        this.strings = strings;
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        byte first = json[at];
        boolean negative = first == '-';
        int digits = negative ? at + 1 : at;
        long value = 0;
        int i = digits;
        while (i < to) {
            int digit = json[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = 10 * value + digit;
            i++;
        }
        if (i == digits) {
            return first == '"' && strings
                    ? readString(json, at, to, rows, node)
                    : readOther(json, at, to, depth, rows, node);
        }
        boolean more = i < to && (json[i] == '.' || (json[i] | 0x20) == 'e');
        if (more || i - digits > SAFE_DIGITS || (json[digits] == '0' && i > digits + 1)) {
            int end = NumberText.skip(json, at, to);
            return end < 0 || (!more && setText(json, at, end, rows, node)) ? end : mismatch(first, end);
        }
        return set(negative ? -value : value, rows, node) ? i : mismatch(first, i);
    }

    private boolean set(long value, Rows rows, int node) {
        if (value < min || value > max) {
            return false;
        }
        rows.setLong(node, value);
        return true;
    }

    @Override
    boolean setText(byte[] text, int from, int to, Rows rows, int node) {
        if (from >= to || NumberText.skip(text, from, to) != to) {
            return false;
        }
        boolean negative = text[from] == '-';
        // Below zero there is one number more.
        long value = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
                return false;
            }
            value = 10 * value - digit;
        }
        return (negative || value != Long.MIN_VALUE) && set(negative ? value : -value, rows, node);
    }
}
