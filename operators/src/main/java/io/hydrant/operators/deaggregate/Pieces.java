package io.hydrant.operators.deaggregate;

import io.hydrant.core.json.JsonScanner;

/** Where the sub-records of one record lie; reused for the next. */
final class Pieces {
    /** Firehose takes no more sub-records out of one record. */
    static final int MAX = 500;

    private final int[] starts = new int[MAX];
    private final int[] ends = new int[MAX];
    private int count;

    /** What was found in a record. */
    enum Found {
        PIECES,
        /** More than {@link #MAX}. */
        TOO_MANY,
        /** Not what was to be looked for, or nothing at all. */
        NONE
    }

    int count() {
        return count;
    }

    int start(int piece) {
        return starts[piece];
    }

    int end(int piece) {
        return ends[piece];
    }

    /** Looks for JSON objects, one behind the other, with or without white space between them. */
    Found findObjects(byte[] bytes, int from, int to) {
        count = 0;
        int at = JsonScanner.skipSpace(bytes, from, to);
        while (at < to) {
            int end = bytes[at] == '{' ? JsonScanner.skipValue(bytes, at, to) : JsonScanner.INVALID;
            if (end == JsonScanner.INVALID) {
                return Found.NONE;
            }
            if (!add(at, end)) {
                return Found.TOO_MANY;
            }
            at = JsonScanner.skipSpace(bytes, end, to);
        }
        return count == 0 ? Found.NONE : Found.PIECES;
    }

    /** Looks for what lies between delimiters; nothing between two of them is no piece. */
    Found findDelimited(byte[] bytes, int from, int to, byte[] delimiter) {
        count = 0;
        int start = from;
        while (start < to) {
            int end = indexOf(delimiter, bytes, start, to);
            if (end > start && !add(start, end)) {
                return Found.TOO_MANY;
            }
            start = end + delimiter.length;
        }
        return count == 0 ? Found.NONE : Found.PIECES;
    }

    private boolean add(int start, int end) {
        if (count == MAX) {
            return false;
        }
        starts[count] = start;
        ends[count] = end;
        count++;
        return true;
    }

    private static int indexOf(byte[] sought, byte[] bytes, int from, int to) {
        for (int i = from; i <= to - sought.length; i++) {
            if (bytes[i] == sought[0] && isAt(sought, bytes, i)) {
                return i;
            }
        }
        return to;
    }

    private static boolean isAt(byte[] sought, byte[] bytes, int at) {
        for (int i = 1; i < sought.length; i++) {
            if (bytes[at + i] != sought[i]) {
                return false;
            }
        }
        return true;
    }
}
