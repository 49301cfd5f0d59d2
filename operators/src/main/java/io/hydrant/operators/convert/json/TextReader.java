package io.hydrant.operators.convert.json;

import io.hydrant.core.json.JsonScanner;
import io.hydrant.core.schema.ColumnType.Text;
import io.hydrant.operators.convert.rows.Rows;

/** Reads texts of limited length; what is longer is cut, as Hive does. Numbers and truth values are taken as written. */
final class TextReader extends ScalarReader {
    private final int maxLength;
    private final boolean padded;

    TextReader(Place place, Text type) {
        super(place);
        this.maxLength = type.maxLength();
        this.padded = type.padded();
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        byte first = json[at];
        if (first == '"') {
            return readString(json, at, to, rows, node);
        }
        if (first == 'n' || first == '{' || first == '[') {
            return readOther(json, at, to, depth, rows, node);
        }
        int end = JsonScanner.skipValue(json, at, to, depth);
        if (end >= 0) {
            setText(json, at, end, rows, node);
        }
        return end;
    }

    @Override
    boolean setText(byte[] text, int from, int to, Rows rows, int node) {
        int end = cut(text, from, to);
        while (padded && end > from && text[end - 1] == ' ') {
            end--;
        }
        if (text == rows.scratch()) {
            rows.setScratchBytes(node, from, end - from);
        } else {
            rows.setBytes(node, from, end - from);
        }
        return true;
    }

    /** Where the character begins that is one too many, or {@code to}. */
    private int cut(byte[] text, int from, int to) {
        if (to - from <= maxLength) {
            return to;
        }
        int characters = 0;
        for (int i = from; i < to; i++) {
            boolean begins = (text[i] & 0xc0) != 0x80;
            if (begins && ++characters > maxLength) {
                return i;
            }
        }
        return to;
    }
}
