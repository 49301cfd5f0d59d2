package io.hydrant.operators.convert.json;

import io.hydrant.core.json.JsonScanner;
import io.hydrant.operators.convert.rows.ConversionFailure;
import io.hydrant.operators.convert.rows.Rows;

/**
 * Reads JSON values into nodes of one type. There is one for each place in a schema, which is never within itself, so that
 * it may keep what it knows of the value it is reading. Not thread-safe.
 */
abstract class ValueReader {
    static final int INVALID = JsonScanner.INVALID;

    private static final String[] KINDS = {"number", "string", "boolean", "object", "array"};

    private final Place place;
    private final ConversionFailure[] failures = new ConversionFailure[KINDS.length];

    ValueReader(Place place) {
        this.place = place;
        for (int kind = 0; kind < KINDS.length; kind++) {
            failures[kind] = place.cannotHold(KINDS[kind]);
        }
    }

    /**
     * Reads the value whose first byte is at {@code at}, which is before {@code to}.
     *
     * @param depth of the value, as {@link JsonScanner} counts it
     * @param node to be set; null so far, or an earlier value, which this one replaces
     * @return index behind the value; {@link #INVALID} if there is no JSON value; if its type does not fit, what
     *     {@link #endOfMismatch} makes the index of, and then {@link Mismatch} knows why
     */
    abstract int read(byte[] json, int at, int to, int depth, Rows rows, int node);

    /** Index behind a value that does not fit, of what {@link #read} gave: neither an index nor {@link #INVALID}. */
    static int endOfMismatch(int result) {
        return -2 - result;
    }

    /** As {@link #read}, for any value that the type has no use for, and for null. */
    final int readOther(byte[] json, int at, int to, int depth, Rows rows, int node) {
        int end = JsonScanner.skipValue(json, at, to, depth);
        if (end < 0) {
            return INVALID;
        }
        if (json[at] == 'n') {
            rows.setNull(node);
            return end;
        }
        return mismatch(json[at], end);
    }

    /** What {@link #read} gives for a value with this first byte that ends before {@code end} and does not fit. */
    final int mismatch(byte first, int end) {
        int kind = switch (first) {
            case '"' -> 1;
            case 't', 'f' -> 2;
            case '{' -> 3;
            case '[' -> 4;
            default -> 0;
        };
        return mismatch(failures[kind], end);
    }

    /** The same, for a known reason. */
    final int mismatch(ConversionFailure failure, int end) {
        place.mismatch().note(failure);
        return -2 - end;
    }

    /** The same, of the value that was read last. */
    final ConversionFailure lastFailure() {
        return place.mismatch().failure();
    }

    /** As {@link #read}, for a value for which there is no room. */
    final int tooMany(byte[] json, int at, int to, int depth) {
        int end = JsonScanner.skipValue(json, at, to, depth);
        return end < 0 ? INVALID : mismatch(Mismatch.TOO_MANY, end);
    }
}
