package io.hydrant.operators.convert.json;

import io.hydrant.core.json.JsonScanner;
import io.hydrant.operators.convert.rows.ConversionFailure;
import io.hydrant.operators.convert.rows.Rows;
import org.jspecify.annotations.Nullable;

/** Reads lists. */
final class ArrayReader extends ValueReader {
    private final ValueReader element;

    ArrayReader(Place place, ValueReader element) {
        super(place);
        this.element = element;
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        if (json[at] != '[') {
            return readOther(json, at, to, depth, rows, node);
        }
        if (depth > JsonScanner.MAX_DEPTH) {
            return INVALID;
        }
        int first = Rows.NONE;
        int last = Rows.NONE;
        int count = 0;
        @Nullable ConversionFailure failure = null;
        int i = JsonScanner.skipSpace(json, at + 1, to);
        while (i < to && json[i] != ']') {
            int next = rows.append(1);
            if (next == Rows.NONE) {
                return tooMany(json, at, to, depth);
            }
            if (last == Rows.NONE) {
                first = next;
            } else {
                rows.setNext(last, next);
            }
            last = next;
            count++;
            i = element.read(json, i, to, depth + 1, rows, next);
            if (i < INVALID) {
                i = endOfMismatch(i);
                failure = failure == null ? lastFailure() : failure;
            }
            i = i < 0 ? INVALID : JsonScanner.skipComma(json, i, to, ']');
            if (i < 0) {
                return INVALID;
            }
        }
        if (i >= to) {
            return INVALID;
        }
        rows.setList(node, first, count);
        return failure == null ? i + 1 : mismatch(failure, i + 1);
    }
}
