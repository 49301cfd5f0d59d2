package io.hydrant.operators.convert.json;

import io.hydrant.operators.convert.rows.Rows;

/** Milliseconds since 1970, as a whole number. Not thread-safe. */
final class EpochMillis implements TimestampFormat {
    private final NumberText number = new NumberText();

    @Override
    public boolean set(byte[] text, int from, int to, Rows rows, int node) {
        if (from >= to || number.scan(text, from, to) != to || !number.isShort()) {
            return false;
        }
        long value = number.isNegative() ? -number.digits() : number.digits();
        return number.scale() == 0 && !number.isScientific() && CalendarText.setMillis(value, rows, node);
    }
}
