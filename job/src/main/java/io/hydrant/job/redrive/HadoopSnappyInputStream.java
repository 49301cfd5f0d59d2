package io.hydrant.job.redrive;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.xerial.snappy.Snappy;

/**
 * Reads what Hadoop's SnappyCodec writes. Not by that codec, because this is also how objects are read that turn out to be
 * something else: it would take their first bytes for the size of a buffer, whatever it is.
 *
 * <pre>
 *  block  length before compression (4 B, big-endian), chunks
 *  chunk  length (4 B, big-endian), Snappy's raw format
 * </pre>
 */
final class HadoopSnappyInputStream extends InputStream {
    /** Usual are 32 KiB to 256 KiB. */
    private static final int MAX_BLOCK_BYTES = 16 << 20;

    private final DataInputStream stored;
    private byte[] chunk = {};
    private int at;
    /** What is still to come of the block, before compression. */
    private int left;

    HadoopSnappyInputStream(InputStream stored) {
        this.stored = new DataInputStream(stored);
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, target, offset, count);
        at += count;
        return count;
    }

    /** Makes sure that there are bytes; false at the end. */
    private boolean fill() throws IOException {
        while (at == chunk.length) {
            while (left == 0) {
                int first = stored.read();
                if (first < 0) {
                    return false;
                }
                left = checked(first << 24 | stored.readUnsignedByte() << 16 | stored.readUnsignedShort());
            }
            byte[] compressed = new byte[checked(stored.readInt())];
            stored.readFully(compressed);
            if (Snappy.uncompressedLength(compressed) > left) {
                throw new IOException("not compressed with Snappy as Hadoop does it: a chunk is larger than its block");
            }
            chunk = Snappy.uncompress(compressed);
            at = 0;
            left -= chunk.length;
        }
        return true;
    }

    private static int checked(int length) throws IOException {
        if (length < 0 || length > MAX_BLOCK_BYTES) {
            throw new IOException("not compressed with Snappy as Hadoop does it: a block of " + length + " bytes");
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
