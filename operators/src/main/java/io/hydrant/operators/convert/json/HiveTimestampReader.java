package io.hydrant.operators.convert.json;

import io.hydrant.core.json.JsonScanner;
import io.hydrant.operators.convert.rows.Rows;
import java.util.List;

/** Reads times as Hive does: by the formats that were given, the first that fits; without any, as JDBC writes times. */
final class HiveTimestampReader extends ScalarReader {
    private final List<TimestampFormat> formats;

    HiveTimestampReader(Place place, List<TimestampFormat> formats) {
        super(place);
        this.formats = formats;
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        byte first = json[at];
        if (first == '"') {
            return readString(json, at, to, rows, node);
        }
        if (first == '-' || (first >= '0' && first <= '9')) {
            int end = JsonScanner.skipValue(json, at, to, depth);
            return end < 0 || setByFormat(json, at, end, rows, node) ? end : mismatch(first, end);
        }
        return readOther(json, at, to, depth, rows, node);
    }

    @Override
    boolean setText(byte[] text, int from, int to, Rows rows, int node) {
        return formats.isEmpty()
                ? CalendarText.setTime(text, from, to, false, rows, node)
                : setByFormat(text, from, to, rows, node);
    }

    private boolean setByFormat(byte[] text, int from, int to, Rows rows, int node) {
        for (int i = 0; i < formats.size(); i++) {
            if (formats.get(i).set(text, from, to, rows, node)) {
                return true;
            }
        }
        return false;
    }
}
