package io.hydrant.operators.convert.json;

import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import io.hydrant.operators.convert.rows.Rows;

/** Reads floating-point numbers of 32 bits, without rounding to 64 bits before. */
final class FloatReader extends ScalarReader {
    /** A float holds every whole number up to this one, so that one division rounds as it has to. */
    private static final long MAX_EXACT = 1L << 24;

    private static final float[] POWERS = {1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f};

    private final NumberText number;
    private final boolean strings;

    /** @param strings whether JSON strings may hold numbers */
    FloatReader(Place place, NumberText number, boolean strings) {
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

    private float value(byte[] text, int from, int to) {
        if (number.isShort()
                && !number.isScientific()
                && number.digits() <= MAX_EXACT
                && number.scale() < POWERS.length) {
            float value = number.digits() / POWERS[number.scale()];
            return number.isNegative() ? -value : value;
        }
        return JavaFloatParser.parseFloat(text, from, to - from);
    }

    @Override
    boolean setText(byte[] text, int from, int to, Rows rows, int node) {
        float value;
        if (from < to && number.scan(text, from, to) == to) {
            value = value(text, from, to);
        } else {
            value = (float) Words.infinite(text, from, to);
            if (value == 0) {
                return false;
            }
        }
        rows.setDouble(node, value);
        return true;
    }
}
