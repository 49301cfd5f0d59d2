package io.hydrant.operators.convert.json;

import io.hydrant.operators.convert.rows.Rows;

/** Reads days. */
final class DateReader extends ScalarReader {
    DateReader(Place place) {
        super(place);
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        return json[at] == '"' ? readString(json, at, to, rows, node) : readOther(json, at, to, depth, rows, node);
    }

    @Override
    boolean setText(byte[] text, int from, int to, Rows rows, int node) {
        return CalendarText.setDate(text, from, to, rows, node);
    }
}
