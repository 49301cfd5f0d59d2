package io.hydrant.operators.convert.json;

import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.operators.convert.rows.Rows;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** The keys of one map that were read so far. Used again for each map of its place. Not thread-safe. */
final class MapKeys {
    /** So few are compared with each other. */
    private static final int FEW = 8;

    private static final int KEPT_SLOTS = 1 << 12;

    /** Nobody can know which keys collide. */
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private final boolean bytes;
    private final boolean times;
    private int[] nodes = new int[FEW];
    private int count;

    /** Indexes in {@link #nodes}, from 1, by the key's hash; in use while there are more than {@link #FEW} keys. */
    private int[] slots = new int[4 * FEW];

    MapKeys(ColumnType type) {
        this.times = type == Primitive.TIMESTAMP;
        this.bytes = type == Primitive.STRING
                || type == Primitive.BINARY
                || type instanceof ColumnType.Text
                || (type instanceof Decimal decimal && decimal.precision() > Decimal.MAX_LONG_PRECISION);
    }

    void clear() {
        count = 0;
        if (slots.length > KEPT_SLOTS) {
            slots = new int[4 * FEW];
            nodes = new int[FEW];
        }
    }

    int count() {
        return count;
    }

    /** Adds the key that a node holds; gives the node of the same key if there is one already, else none. */
    int add(Rows rows, int node) {
        if (count < FEW) {
            for (int i = 0; i < count; i++) {
                if (same(rows, nodes[i], node)) {
                    return nodes[i];
                }
            }
            nodes[count++] = node;
            return Rows.NONE;
        }
        if (count == FEW) {
            Arrays.fill(slots, 0);
            enter(rows, FEW);
        } else if (2 * count >= slots.length) {
            slots = new int[4 * count];
            enter(rows, count);
        }
        int slot = slot(rows, node);
        if (slots[slot] != 0) {
            return nodes[slots[slot] - 1];
        }
        if (count == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * count);
        }
        nodes[count++] = node;
        slots[slot] = count;
        return Rows.NONE;
    }

    private void enter(Rows rows, int length) {
        for (int i = 0; i < length; i++) {
            slots[slot(rows, nodes[i])] = i + 1;
        }
    }

    /** Where a key is, or where there is room for it. */
    private int slot(Rows rows, int node) {
        int hash = hash(rows, node);
        int slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
        while (slots[slot] != 0 && !same(rows, nodes[slots[slot] - 1], node)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private boolean same(Rows rows, int one, int other) {
        if (!bytes) {
            return rows.longAt(one) == rows.longAt(other) && (!times || rows.nanosAt(one) == rows.nanosAt(other));
        }
        int length = rows.length(one);
        int from = rows.from(one);
        int otherFrom = rows.from(other);
        return length == rows.length(other)
                && Arrays.equals(
                        rows.bytesOf(one), from, from + length, rows.bytesOf(other), otherFrom, otherFrom + length);
    }

    private int hash(Rows rows, int node) {
        if (!bytes) {
            return mix(SEED ^ rows.longAt(node));
        }
        byte[] source = rows.bytesOf(node);
        int from = rows.from(node);
        int to = from + rows.length(node);
        long hash = SEED;
        for (int i = from; i < to; i++) {
            hash = (hash ^ source[i]) * FACTOR;
            hash ^= hash >>> 29;
        }
        return mix(hash);
    }

    private static int mix(long hash) {
        long mixed = hash * FACTOR;
        return (int) (mixed >>> 32);
    }
}
