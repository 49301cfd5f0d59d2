package io.hydrant.core.prefix;

import java.util.Arrays;

/**
 * Writes the metadata of records as {@link PartitionKeys} reads them, one behind the other and slot by slot, without making
 * objects. Reused for each batch; not thread-safe.
 */
public final class PartitionValues {
    private byte[] bytes = new byte[64];
    private int length;

    /** Forgets what was written. */
    public void clear() {
        length = 0;
    }

    /** The next slot has a value, in UTF-8; one over 32,767 bytes is cut there. */
    public void known(byte[] source, int from, int valueLength) {
        int kept = Math.min(valueLength, Short.MAX_VALUE);
        header(kept);
        System.arraycopy(source, from, bytes, length, kept);
        length += kept;
    }

    /** The value of the next slot is not known yet. */
    public void unknown() {
        header(-1);
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
