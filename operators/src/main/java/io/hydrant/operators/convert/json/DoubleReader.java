package io.hydrant.operators.convert.json;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/** Reads floating-point numbers of 64 bits. */
final class DoubleReader extends FloatingReader {
    /** A double holds every whole number up to this one, so that one division rounds as it has to. */
    private static final long MAX_EXACT = 1L << 53;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    /** @param strings whether JSON strings may hold numbers */
    DoubleReader(Place place, NumberText number, boolean strings) {
        super(place, number, strings);
    }

    @Override
    double value(byte[] text, int from, int to) {
        if (number.isShort() && !number.isScientific() && number.digits() <= MAX_EXACT) {
            double value = number.digits() / POWERS[number.scale()];
            return number.isNegative() ? -value : value;
        }
        return JavaDoubleParser.parseDouble(text, from, to - from);
    }
}
