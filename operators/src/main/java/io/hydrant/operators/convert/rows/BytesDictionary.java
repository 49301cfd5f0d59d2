package io.hydrant.operators.convert.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The different values of a column, each with its number, in the order in which they came: a hash table over one array of
 * bytes. Parquet's own hashes and compares values byte by byte, ORC's own is a sorted tree; both took two fifths of all that
 * it takes to write a file. Not thread-safe.
 */
public final class BytesDictionary {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** An odd number whose bits look random: the golden ratio's. */
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private static final int FREE = -1;

    /** Up to four times this size the array of bytes doubles; later it grows by a quarter. */
    private static final int LARGE_BYTES = 1 << 20;

    private byte[] bytes = new byte[1 << 10];
    /** Where each value ends; it begins where the one before ends. */
    private int[] ends = new int[64];

    private int[] hashes = new int[64];
    /** Numbers of values, or {@link #FREE}; at least twice as many as there are values, a power of two. */
    private int[] slots = new int[128];

    private int size;

    public BytesDictionary() {
        Arrays.fill(slots, FREE);
    }

    /** How many values there are. */
    public int size() {
        return size;
    }

    /** Number of the value that lies between two indices, from 0; one that is new gets the next. */
    public int numberOf(byte[] array, int from, int to) {
        int hash = hash(array, from, to);
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (int number = slots[slot]; number != FREE; number = slots[slot]) {
            if (hashes[number] == hash && Arrays.equals(bytes, start(number), ends[number], array, from, to)) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = size;
        return add(array, from, to, hash);
    }

    private static int hash(byte[] array, int from, int to) {
        long hash = (long) to - from;
        if (hash >= Long.BYTES) {
            int last = to - Long.BYTES;
            for (int i = from; i < last; i += Long.BYTES) {
                hash = (hash ^ (long) LONG.get(array, i)) * MIX;
                hash ^= hash >>> 29;
            }
            hash ^= (long) LONG.get(array, last);
        } else {
            long word = 0;
            for (int i = from; i < to; i++) {
                word = (word << Byte.SIZE) | (array[i] & 0xff);
            }
            hash = (hash << (Long.SIZE - Byte.SIZE)) ^ word;
        }
        hash *= MIX;
        // The highest bits, too, have a say in the lowest ones, which choose the slot.
        return (int) (((hash ^ (hash >>> 32)) * MIX) >>> 32);
    }

    private int add(byte[] array, int from, int to, int hash) {
        int start = start(size);
        int end = Math.addExact(start, to - from);
        if (end > bytes.length) {
            long larger = (long) bytes.length + Math.min(bytes.length, Math.max(LARGE_BYTES, bytes.length / 4));
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, larger)));
        }
        System.arraycopy(array, from, bytes, start, to - from);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        ends[size] = end;
        hashes[size] = hash;
        size++;
        if (2 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        Arrays.fill(slots, FREE);
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = hashes[number] & mask;
            while (slots[slot] != FREE) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number;
        }
    }

    /** The values, back to back; never to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where a value begins. */
    public int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    /** How long a value is. */
    public int length(int number) {
        return ends[number] - start(number);
    }

    /** How long all values are together. */
    public int byteCount() {
        return start(size);
    }

    /** How much memory it takes, in bytes. */
    public long allocatedBytes() {
        return bytes.length + (long) Integer.BYTES * (ends.length + hashes.length + slots.length);
    }
}
