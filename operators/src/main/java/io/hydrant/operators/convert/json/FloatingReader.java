package io.hydrant.operators.convert.json;

import io.hydrant.operators.convert.rows.Rows;

/** Reads floating-point numbers; those who extend this say how a number is rounded. */
abstract class FloatingReader extends ScalarReader {
    final NumberText number;
    private final boolean strings;

    /** @param strings whether JSON strings may hold numbers */
    FloatingReader(Place place, NumberText number, boolean strings) {
        super(place);
        this.number = number;
        this.strings = strings;
    }

    /** The value of the number that was scanned last, which lies there. */
    abstract double value(byte[] text, int from, int to);

    @Override
    final int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        byte first = json[at];
        if (first == '-' || (first >= '0' && first <= '9')) {
            int end = number.scan(json, at, to);
            if (end >= 0) {
                rows.setDouble(node, value(json, at, end));
            }
            return end;
        }
        return first == '"' && strings
                ? readString(json, at, to, rows, node)
                : readOther(json, at, to, depth, rows, node);
    }

    @Override
    final boolean setText(byte[] text, int from, int to, Rows rows, int node) {
        double value;
        if (from < to && number.scan(text, from, to) == to) {
            value = value(text, from, to);
        } else {
            value = Words.infinite(text, from, to);
            if (value == 0) {
                return false;
            }
        }
        rows.setDouble(node, value);
        return true;
    }
}
