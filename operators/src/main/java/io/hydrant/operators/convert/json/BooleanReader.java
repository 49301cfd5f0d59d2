package io.hydrant.operators.convert.json;

import io.hydrant.operators.convert.rows.Rows;

/** Reads truth values. */
final class BooleanReader extends ScalarReader {
    private final boolean strings;

    /** @param strings whether JSON strings may hold truth values */
    BooleanReader(Place place, boolean strings) {
        super(place);
        this.strings = strings;
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        byte first = json[at];
        if (first == 't' && at + 4 <= to && json[at + 1] == 'r' && json[at + 2] == 'u' && json[at + 3] == 'e') {
            rows.setLong(node, 1);
            return at + 4;
        }
        if (first == 'f'
                && at + 5 <= to
                && json[at + 1] == 'a'
                && json[at + 2] == 'l'
                && json[at + 3] == 's'
                && json[at + 4] == 'e') {
            rows.setLong(node, 0);
            return at + 5;
        }
        return first == '"' && strings
                ? readString(json, at, to, rows, node)
                : readOther(json, at, to, depth, rows, node);
    }

    @Override
    boolean setText(byte[] text, int from, int to, Rows rows, int node) {
        int truth = Words.truth(text, from, to);
        if (truth < 0) {
            return false;
        }
        rows.setLong(node, truth);
        return true;
    }
}
