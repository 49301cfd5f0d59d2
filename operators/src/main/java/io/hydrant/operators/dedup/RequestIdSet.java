package io.hydrant.operators.dedup;

/** A set of 128-bit ids without an object per id: open addressing, half full at the most. An id is never all zeros. */
final class RequestIdSet {
    private static final int FIRST_CAPACITY = 64;

    private long[] table = new long[2 * FIRST_CAPACITY];
    private int size;

    /** Adds an id; says whether it was new. */
    boolean add(long high, long low) {
        int at = find(high, low);
        if ((table[at] | table[at + 1]) != 0) {
            return false;
        }
        table[at] = high;
        table[at + 1] = low;
        if (++size * 4 > table.length) {
            grow();
        }
        return true;
    }

    boolean contains(long high, long low) {
        int at = find(high, low);
        return (table[at] | table[at + 1]) != 0;
    }

    int size() {
        return size;
    }

    /** Writes all ids, two longs each, into {@code target} from index {@code at} on. */
    void copyTo(long[] target, int at) {
        int next = at;
        for (int i = 0; i < table.length; i += 2) {
            if ((table[i] | table[i + 1]) != 0) {
                target[next++] = table[i];
                target[next++] = table[i + 1];
            }
        }
    }

    private int find(long high, long low) {
        int mask = table.length - 1;
        // Ids that clients choose may differ in a few bits only: spread them over the table.
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
        int at = ((int) (mixed >>> 32) << 1) & mask;
        while ((table[at] | table[at + 1]) != 0 && (table[at] != high || table[at + 1] != low)) {
            at = (at + 2) & mask;
        }
        return at;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if ((old[i] | old[i + 1]) != 0) {
                int at = find(old[i], old[i + 1]);
                table[at] = old[i];
                table[at + 1] = old[i + 1];
            }
        }
    }
}
