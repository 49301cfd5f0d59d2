package io.hydrant.core.prefix;

import java.util.Arrays;

/**
 * Writes a record's metadata as {@link PartitionKeys} reads them, slot by slot, without making objects. Reused for each
 * record; not thread-safe.
 */
public final class PartitionValues {
    private byte[] bytes = new byte[64];
    private int length;

    /** Starts with the first slot of a record. */
    public PartitionValues begin() {
        length = 0;
        return this;
    }

    /** The next slot has a value, in UTF-8; one over 32,767 bytes is cut there. */
    public PartitionValues known(byte[] source, int from, int valueLength) {
        int kept = Math.min(valueLength, Short.MAX_VALUE);
        header(kept);
        System.arraycopy(source, from, bytes, length, kept);
        length += kept;
        return this;
    }

    /** The value of the next slot is not known yet. */
    public PartitionValues unknown() {
        header(-1);
        return this;
    }

    private void header(int valueLength) {
        int needed = length + Short.BYTES + Math.max(0, valueLength);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
        bytes[length++] = (byte) (valueLength >> 8);
        bytes[length++] = (byte) valueLength;
    }

    /** What was written, from index 0 on; valid until the next slot is written. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }
}
