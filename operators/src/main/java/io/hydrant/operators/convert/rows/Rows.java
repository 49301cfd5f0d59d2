package io.hydrant.operators.convert.rows;

import java.util.Arrays;

/**
 * The rows that were read from one record, as numbered nodes in arrays that are used again for the next record: nothing is
 * allocated per value.
 *
 * <p>A row is as many neighbouring nodes as its schema has columns, a struct as many as it has fields, in their order. A node
 * that nothing was set of is null. What is set of a node depends on its type:
 *
 * <pre>
 *  BOOLEAN                      long, 0 or 1
 *  TINYINT ... BIGINT           long
 *  FLOAT, DOUBLE                double
 *  DATE                         long, days since 1970-01-01
 *  TIMESTAMP                    seconds since 1970-01-01T00:00:00Z, rounded down, and nanoseconds of the second
 *  DECIMAL of up to 18 digits   long, unscaled, in the column's scale
 *  DECIMAL of more digits       bytes, unscaled, in the column's scale: two's complement, big-endian
 *  STRING, CHAR, VARCHAR        bytes, UTF-8
 *  BINARY                       bytes
 *  ARRAY                        the first of its elements, which are linked, and their number
 *  MAP                          the same; keys and values by turns, the number is that of both together
 *  STRUCT                       the first of its fields
 * </pre>
 *
 * Bytes are a stretch of the record itself, or of {@link #scratch}. Not thread-safe.
 */
public final class Rows {
    /** In place of a node: there is none. */
    public static final int NONE = -1;

    /** Far more than what a record holds that is no attack: a struct takes a node for each of its fields, however short. */
    static final int MAX_NODES = 1 << 22;

    /** What is kept for the next record, so that a large one does not stay in memory. */
    private static final int KEPT_NODES = 1 << 16;

    private static final int KEPT_SCRATCH = 1 << 20;

    private static final byte NULL = 0;
    private static final byte SET = 1;
    private static final byte IN_SCRATCH = 2;

    private byte[] source = {};
    private byte[] scratch = new byte[1 << 10];
    private int scratchLength;

    private byte[] states = new byte[256];
    private long[] values = new long[256];
    /** Nanoseconds, or a length, or a count. */
    private int[] extras = new int[256];
    /** Next element of the same list. */
    private int[] nexts = new int[256];

    private int size;

    private int[] rows = new int[4];
    private int rowCount;

    /**
     * Forgets everything.
     *
     * @param record in which bytes will be found; not written to
     */
    public void begin(byte[] record) {
        source = record;
        if (states.length > KEPT_NODES) {
            resize(KEPT_NODES);
        }
        if (scratch.length > KEPT_SCRATCH) {
            scratch = new byte[KEPT_SCRATCH];
        }
        if (rows.length > KEPT_NODES) {
            rows = new int[KEPT_NODES];
        }
        size = 0;
        rowCount = 0;
        scratchLength = 0;
    }

    /** Appends so many neighbouring nodes, all null, and gives the first; {@link #NONE} if that were too many. */
    public int append(int count) {
        int first = size;
        if (count > states.length - first) {
            if (count > MAX_NODES - first) {
                return NONE;
            }
            resize(Math.min(MAX_NODES, Math.max(first + count, 2 * first)));
        }
        size = first + count;
        for (int node = first; node < first + count; node++) {
            states[node] = NULL;
            nexts[node] = NONE;
        }
        return first;
    }

    private void resize(int length) {
        states = Arrays.copyOf(states, length);
        values = Arrays.copyOf(values, length);
        extras = Arrays.copyOf(extras, length);
        nexts = Arrays.copyOf(nexts, length);
    }

    /** Makes what {@link #append} gave a row. */
    public void addRow(int firstField) {
        if (rowCount == rows.length) {
            rows = Arrays.copyOf(rows, 2 * rowCount);
        }
        rows[rowCount++] = firstField;
    }

    /** Sets a node back to null. */
    public void setNull(int node) {
        states[node] = NULL;
    }

    /** Sets a number that is whole, or a truth value. */
    public void setLong(int node, long value) {
        states[node] = SET;
        values[node] = value;
    }

    /** Sets a number that is not whole. */
    public void setDouble(int node, double value) {
        setLong(node, Double.doubleToRawLongBits(value));
    }

    /** Sets a time. */
    public void setTimestamp(int node, long epochSeconds, int nanos) {
        setLong(node, epochSeconds);
        extras[node] = nanos;
    }

    /** Sets bytes of the record. */
    public void setBytes(int node, int from, int length) {
        setLong(node, from);
        extras[node] = length;
    }

    /** Sets bytes of {@link #scratch}. */
    public void setScratchBytes(int node, int from, int length) {
        setBytes(node, from, length);
        states[node] = IN_SCRATCH;
    }

    /**
     * Sets a list.
     *
     * @param first its first element; {@link #NONE} if it is empty
     */
    public void setList(int node, int first, int count) {
        setLong(node, first);
        extras[node] = count;
    }

    /** Sets a struct. */
    public void setStruct(int node, int firstField) {
        setLong(node, firstField);
    }

    /** Says which element follows on one. */
    public void setNext(int element, int next) {
        nexts[element] = next;
    }

    /** Makes room for so many bytes more in {@link #scratch}, and gives the index of the first. */
    public int reserve(int length) {
        int from = scratchLength;
        scratchLength += length;
        if (scratchLength > scratch.length) {
            scratch = Arrays.copyOf(scratch, Math.max(scratchLength, 2 * scratch.length));
        }
        return from;
    }

    /**
     * Gives back what was reserved too much.
     *
     * @param length of everything that is kept
     */
    public void truncate(int length) {
        scratchLength = length;
    }

    /** Bytes that are in no record; another array after {@link #reserve}. */
    public byte[] scratch() {
        return scratch;
    }

    /** How many rows there are. */
    public int rowCount() {
        return rowCount;
    }

    /** First field of row {@code i}; the others follow it. */
    public int row(int i) {
        return rows[i];
    }

    /** Whether a node is null. */
    public boolean isNull(int node) {
        return states[node] == NULL;
    }

    /** A number that is whole, or a truth value; of a time, its seconds. */
    public long longAt(int node) {
        return values[node];
    }

    /** A number that is not whole. */
    public double doubleAt(int node) {
        return Double.longBitsToDouble(values[node]);
    }

    /** Nanoseconds of a time. */
    public int nanosAt(int node) {
        return extras[node];
    }

    /** The array that a node's bytes are in; valid until {@link #begin}, never to be written to. */
    public byte[] bytesOf(int node) {
        return states[node] == IN_SCRATCH ? scratch : source;
    }

    /** Whether a node's bytes will be overwritten by the next record. */
    public boolean isReused(int node) {
        return states[node] == IN_SCRATCH;
    }

    /** Where a node's bytes begin. */
    public int from(int node) {
        return (int) values[node];
    }

    /** How many bytes a node has. */
    public int length(int node) {
        return extras[node];
    }

    /** How many elements a list has; of a map, keys and values together. */
    public int count(int node) {
        return extras[node];
    }

    /** First element of a list, first field of a struct. */
    public int first(int node) {
        return (int) values[node];
    }

    /** Element that follows on one; {@link #NONE} after the last. */
    public int next(int element) {
        return nexts[element];
    }
}
