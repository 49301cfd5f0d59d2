package io.hydrant.operators.convert.json;

import io.hydrant.core.json.JsonScanner;
import io.hydrant.operators.convert.rows.ConversionFailure;
import io.hydrant.operators.convert.rows.Rows;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Reads objects whose members' names are data. A name that comes again takes the new value. */
final class MapReader extends ValueReader {
    private final ScalarReader key;
    private final ValueReader value;
    private final MapKeys keys;

    /** Nodes of values that do not fit; a later value may take such a node yet. */
    private final BitSet failed = new BitSet();

    MapReader(Place place, ScalarReader key, ValueReader value, MapKeys keys) {
        super(place);
        this.key = key;
        this.value = value;
        this.keys = keys;
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        if (json[at] != '{') {
            return readOther(json, at, to, depth, rows, node);
        }
        if (depth > JsonScanner.MAX_DEPTH) {
            return INVALID;
        }
        keys.clear();
        failed.clear();
        int first = Rows.NONE;
        int last = Rows.NONE;
        @Nullable ConversionFailure badKey = null;
        @Nullable ConversionFailure badValue = null;
        int i = JsonScanner.skipSpace(json, at + 1, to);
        while (i < to && json[i] != '}') {
            int entry = rows.append(2);
            if (entry == Rows.NONE) {
                return tooMany(json, at, to, depth);
            }
            int end = readKey(json, i, to, rows, entry);
            boolean fits = end >= 0;
            if (end < INVALID) {
                end = endOfMismatch(end);
                badKey = badKey == null ? lastFailure() : badKey;
            }
            int start = end < 0 || end - i > JsonScanner.MAX_NAME ? INVALID : JsonScanner.skipColon(json, end, to);
            if (start < 0 || start >= to) {
                return INVALID;
            }
            int known = fits ? keys.add(rows, entry) : Rows.NONE;
            int target = known == Rows.NONE ? entry : known;
            if (known == Rows.NONE) {
                first = last == Rows.NONE ? entry : first;
                if (last != Rows.NONE) {
                    rows.setNext(last, entry);
                }
                rows.setNext(entry, entry + 1);
                last = entry + 1;
            }
            i = value.read(json, start, to, depth + 1, rows, target + 1);
            if (i < INVALID) {
                i = endOfMismatch(i);
                badValue = lastFailure();
                failed.set(target + 1);
            } else if (badValue != null) {
                failed.clear(target + 1);
            }
            i = i < 0 ? INVALID : JsonScanner.skipComma(json, i, to, '}');
            if (i < 0) {
                return INVALID;
            }
        }
        if (i >= to) {
            return INVALID;
        }
        rows.setList(node, first, 2 * keys.count());
        if (badKey != null) {
            return mismatch(badKey, i + 1);
        }
        return badValue == null || failed.isEmpty() ? i + 1 : mismatch(badValue, i + 1);
    }

    private int readKey(byte[] json, int at, int to, Rows rows, int node) {
        return json[at] == '"' ? key.readString(json, at, to, rows, node) : INVALID;
    }
}
