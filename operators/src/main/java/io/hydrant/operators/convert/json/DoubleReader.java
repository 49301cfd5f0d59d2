package io.hydrant.operators.convert.json;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.hydrant.operators.convert.rows.Rows;

/** Reads floating-point numbers of 64 bits. */
final class DoubleReader extends ScalarReader {
    /** A double holds every whole number up to this one, so that one division rounds as it has to. */
    private static final long MAX_EXACT = 1L << 53;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private final NumberText number;
    private final boolean strings;

    /** @param strings whether JSON strings may hold numbers */
    DoubleReader(Place place, NumberText number, boolean strings) {
        super(place);
        this.number = number;
        this.strings = strings;
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
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

    private double value(byte[] text, int from, int to) {
        if (number.isShort() && !number.isScientific() && number.digits() <= MAX_EXACT) {
            double value = number.digits() / POWERS[number.scale()];
            return number.isNegative() ? -value : value;
        }
        return JavaDoubleParser.parseDouble(text, from, to - from);
    }

    @Override
    boolean setText(byte[] text, int from, int to, Rows rows, int node) {
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
