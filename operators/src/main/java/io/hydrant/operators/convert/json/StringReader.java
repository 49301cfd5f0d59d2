package io.hydrant.operators.convert.json;

import io.hydrant.core.json.JsonScanner;
import io.hydrant.operators.convert.rows.Rows;

/** Reads texts of any length. Numbers and truth values are taken as they are written. */
final class StringReader extends ScalarReader {
    private final boolean nested;

    /** @param nested whether objects and arrays are taken as they are written too */
    StringReader(Place place, boolean nested) {
        super(place);
        this.nested = nested;
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        byte first = json[at];
        if (first == '"') {
            return readString(json, at, to, rows, node);
        }
        if (first == 'n' || (!nested && (first == '{' || first == '['))) {
            return readOther(json, at, to, depth, rows, node);
        }
        int end = JsonScanner.skipValue(json, at, to, depth);
        if (end >= 0) {
            rows.setBytes(node, at, end - at);
        }
        return end;
    }

    @Override
    boolean setText(byte[] text, int from, int to, Rows rows, int node) {
        if (text == rows.scratch()) {
            rows.setScratchBytes(node, from, to - from);
        } else {
            rows.setBytes(node, from, to - from);
        }
        return true;
    }
}
