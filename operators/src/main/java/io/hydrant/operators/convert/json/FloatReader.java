package io.hydrant.operators.convert.json;

import ch.randelshofer.fastdoubleparser.JavaFloatParser;

/** Reads floating-point numbers of 32 bits, without rounding to 64 bits before. */
final class FloatReader extends FloatingReader {
    /** A float holds every whole number up to this one, so that one division rounds as it has to. */
    private static final long MAX_EXACT = 1L << 24;

    private static final float[] POWERS = {1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f};

    /** @param strings whether JSON strings may hold numbers */
    FloatReader(Place place, NumberText number, boolean strings) {
        super(place, number, strings);
    }

    @Override
    double value(byte[] text, int from, int to) {
        if (number.isShort()
                && !number.isScientific()
                && number.digits() <= MAX_EXACT
                && number.scale() < POWERS.length) {
            float value = number.digits() / POWERS[number.scale()];
            return number.isNegative() ? -value : value;
        }
        return JavaFloatParser.parseFloat(text, from, to - from);
    }
}
