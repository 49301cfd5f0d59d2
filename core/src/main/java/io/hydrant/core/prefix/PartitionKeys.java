package io.hydrant.core.prefix;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of dynamic partitioning of one prefix, and how a record's values of them are kept as its metadata.
 *
 * <p>Each distinct key of the prefix has a slot, in the order of appearance. A record's metadata has per slot the length of
 * the value (short, big-endian, -1: not known yet) and the value in UTF-8. Once all values are known these bytes are the
 * record's partition: records with the same bytes go into the same objects. Immutable.
 */
public final class PartitionKeys implements Serializable {
    /** Of a prefix without keys. */
    public static final PartitionKeys NONE = new PartitionKeys(List.of());

    private static final long serialVersionUID = 1;
    private static final short UNKNOWN = -1;

    private final List<PartitionKey> keys;

    private PartitionKeys(List<PartitionKey> keys) {
        this.keys = keys;
    }

    /** Those in a prefix for data. */
    public static PartitionKeys of(PrefixExpression dataPrefix) {
        return dataPrefix.hasPartitionKey() ? new PartitionKeys(dataPrefix.partitionKeys()) : NONE;
    }

    /** The keys in the order of their slots. */
    public List<PartitionKey> keys() {
        return keys;
    }

    /**
     * A record's metadata.
     *
     * <p>A value over 32,767 bytes is cut there: a prefix is much shorter, so such a record fails either way.
     *
     * @param values one per slot; null: not known yet
     */
    public byte[] encode(@Nullable String[] values) {
        byte[][] encoded = new byte[keys.size()][];
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            String value = values[i];
            encoded[i] = value == null ? new byte[0] : value.getBytes(UTF_8);
            length += Short.BYTES + Math.min(encoded[i].length, Short.MAX_VALUE);
        }
        byte[] bytes = new byte[length];
        int at = 0;
        for (int i = 0; i < encoded.length; i++) {
            int valueLength = Math.min(encoded[i].length, Short.MAX_VALUE);
            int written = values[i] == null ? UNKNOWN : valueLength;
            bytes[at++] = (byte) (written >> 8);
            bytes[at++] = (byte) written;
            System.arraycopy(encoded[i], 0, bytes, at, valueLength);
            at += valueLength;
        }
        return bytes;
    }

    /**
     * A record's values, one per slot; null: not known yet.
     *
     * @param from index of the first byte of the metadata; if there is none ({@code to}), no value is known
     * @param to index after its last byte
     * @throws IllegalArgumentException if the bytes are not what {@link #encode} made for these keys
     */
    public @Nullable String[] decode(byte[] bytes, int from, int to) {
        @Nullable String[] values = new String[keys.size()];
        if (from == to) {
            return values;
        }
        int at = from;
        for (int i = 0; i < values.length; i++) {
            int length = lengthAt(bytes, at, to);
            at += Short.BYTES;
            if (length != UNKNOWN) {
                values[i] = new String(bytes, at, length, UTF_8);
                at += length;
            }
        }
        if (at != to) {
            throw notOfTheseKeys();
        }
        return values;
    }

    /**
     * Whether all values of a record are known; makes no objects.
     *
     * @throws IllegalArgumentException as {@link #decode}
     */
    public boolean isComplete(byte[] bytes, int from, int to) {
        boolean complete = true;
        int at = from;
        for (int i = 0; i < keys.size() && from < to; i++) {
            int length = lengthAt(bytes, at, to);
            complete &= length != UNKNOWN;
            at += Short.BYTES + Math.max(0, length);
        }
        if (at != to) {
            throw notOfTheseKeys();
        }
        return complete && (from < to || keys.isEmpty());
    }

    private static int lengthAt(byte[] bytes, int at, int to) {
        if (to - at < Short.BYTES) {
            throw notOfTheseKeys();
        }
        int length = (short) ((bytes[at] << 8) | (bytes[at + 1] & 0xff));
        if (length < UNKNOWN || length > to - at - Short.BYTES) {
            throw notOfTheseKeys();
        }
        return length;
    }

    private static IllegalArgumentException notOfTheseKeys() {
        return new IllegalArgumentException("a record's metadata are not the values of this prefix's partition keys");
    }

    /** The partition of a record as a String: its metadata, a character for each byte. */
    public static String partition(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1);
    }

    /** The values that a partition stands for; empty slots if it is the empty String. */
    public @Nullable String[] values(String partition) {
        byte[] bytes = partition.getBytes(ISO_8859_1);
        return decode(bytes, 0, bytes.length);
    }
}
