package io.hydrant.operators.decompress;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads gzip (RFC 1952) from memory to memory: one member or several, each checked against its sum and its length, and
 * nothing behind them. Reused for each record; to be closed; not thread-safe.
 */
final class Gunzip implements AutoCloseable {
    /** What {@link #inflate} gives for data that are not gzip, or not whole. */
    static final int INVALID = -1;
    /** What {@link #inflate} gives for data that become larger than allowed. */
    static final int TOO_LARGE = -2;

    /** A larger buffer is not kept for the next batch. */
    private static final int KEPT_BYTES = 8 << 20;

    private static final int HEADER_BYTES = 10;
    private static final int TRAILER_BYTES = 8;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private byte[] output = new byte[64 << 10];
    private int length;

    /** Decompresses what lies between two indexes; gives the length of the result, which begins {@link #output}. */
    int inflate(byte[] source, int from, int to, int maxBytes) {
        length = 0;
        int at = from;
        do {
            at = member(source, at, to, maxBytes);
        } while (at >= 0 && at < to);
        return at < 0 ? at : length;
    }

    /** The result of the last {@link #inflate}, and whatever behind it; valid until the next one. */
    byte[] output() {
        return output;
    }

    /** Gives memory back that a single large record needed. */
    void trim() {
        if (output.length > KEPT_BYTES) {
            output = new byte[64 << 10];
        }
    }

    /** Index behind the member at an index, or why there is none. */
    private int member(byte[] source, int from, int to, int maxBytes) {
        int body = skipHeader(source, from, to);
        if (body < 0 || body >= to) {
            return INVALID;
        }
        int start = length;
        inflater.reset();
        inflater.setInput(source, body, to - body);
        try {
            while (!inflater.finished()) {
                if (length == output.length) {
                    output = Arrays.copyOf(output, (int) Math.min(output.length * 2L, maxBytes + 1L));
                }
                int written = inflater.inflate(output, length, output.length - length);
                length += written;
                if (length > maxBytes) {
                    return TOO_LARGE;
                }
                if (written == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    return INVALID;
                }
            }
        } catch (DataFormatException e) {
            return INVALID;
        }
        int trailer = to - inflater.getRemaining();
        return isWhole(source, trailer, to, start) ? trailer + TRAILER_BYTES : INVALID;
    }

    private boolean isWhole(byte[] source, int trailer, int to, int start) {
        if (trailer + TRAILER_BYTES > to) {
            return false;
        }
        checksum.reset();
        checksum.update(output, start, length - start);
        return intAt(source, trailer) == (int) checksum.getValue() && intAt(source, trailer + 4) == length - start;
    }

    private static int skipHeader(byte[] source, int from, int to) {
        if (from + HEADER_BYTES > to
                || source[from] != 0x1f
                || source[from + 1] != (byte) 0x8b
                || source[from + 2] != 8
                || (source[from + 3] & RESERVED) != 0) {
            return INVALID;
        }
        int flags = source[from + 3];
        int at = from + HEADER_BYTES;
        if ((flags & EXTRA) != 0) {
            at = at + 2 > to ? to : at + 2 + (source[at] & 0xff) + ((source[at + 1] & 0xff) << 8);
        }
        at = (flags & NAME) == 0 ? at : skipText(source, at, to);
        at = (flags & COMMENT) == 0 ? at : skipText(source, at, to);
        return (flags & HEADER_CHECKSUM) == 0 ? at : at + 2;
    }

    private static int skipText(byte[] source, int from, int to) {
        int at = from;
        while (at < to && source[at] != 0) {
            at++;
        }
        return at + 1;
    }

    private static int intAt(byte[] source, int at) {
        return (source[at] & 0xff)
                | ((source[at + 1] & 0xff) << 8)
                | ((source[at + 2] & 0xff) << 16)
                | (source[at + 3] << 24);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
