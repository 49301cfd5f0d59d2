package io.hydrant.operators.convert.json;

import io.hydrant.core.json.JsonScanner;
import io.hydrant.core.json.JsonString;
import io.hydrant.operators.convert.rows.Rows;

/** Reads values that a text can stand for, as a JSON string or as the key of a map. */
abstract class ScalarReader extends ValueReader {
    ScalarReader(Place place) {
        super(place);
    }

    /**
     * Sets what a text stands for.
     *
     * @param text UTF-8: the record, or the scratch of the rows
     * @return whether it stands for anything of this type
     */
    abstract boolean setText(byte[] text, int from, int to, Rows rows, int node);

    /** As {@link #read}, for a string whose opening quotation mark is at {@code at}. */
    final int readString(byte[] json, int at, int to, Rows rows, int node) {
        int end = JsonScanner.skipUnescaped(json, at + 1, to);
        if (end < 0 || end - at > JsonScanner.MAX_STRING) {
            return INVALID;
        }
        if (json[end] != '"') {
            return readEscaped(json, at, to, rows, node);
        }
        return setText(json, at + 1, end, rows, node) ? end + 1 : mismatch((byte) '"', end + 1);
    }

    private int readEscaped(byte[] json, int at, int to, Rows rows, int node) {
        int end = JsonScanner.skipString(json, at, to);
        if (end < 0) {
            return INVALID;
        }
        int from = rows.reserve(end - at - 2);
        int length = JsonString.decode(json, at + 1, end - 1, rows.scratch(), from);
        rows.truncate(length);
        return setText(rows.scratch(), from, length, rows, node) ? end : mismatch((byte) '"', end);
    }
}
