package io.hydrant.sinks.gzip;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses bytes to a whole gzip member (RFC 1952), with one call of the deflater.
 *
 * <p>Keeps its deflater and buffers between calls. Not thread-safe.
 */
public final class GzipMemberCompressor implements AutoCloseable {
    /** Magic, method, no flags, no time, no extra flags, operating system unknown. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int TRAILER_BYTES = 8;

    private final Deflater deflater;
    private final CRC32 crc = new CRC32();
    private byte[] output = new byte[0];
    private byte[] scratch = new byte[0];

    /** @param level deflate level, 1 to 9 */
    public GzipMemberCompressor(int level) {
        this.deflater = Deflaters.create(level);
    }

    /** An array for gathering input in, kept between objects. */
    public byte[] scratch(int length) {
        if (scratch.length != length) {
            scratch = new byte[length];
        }
        return scratch;
    }

    /** Writes the first {@code length} bytes of {@code input} as a member. */
    public void writeMember(byte[] input, int length, OutputStream target) throws IOException {
        // Deflate grows its input by 5 bytes per block of 16 KiB at the most; ISA-L wants the room up front.
        int bound = length + (length >>> 8) + 256 + TRAILER_BYTES;
        if (output.length < bound) {
            output = new byte[bound];
        }
        int end = length == 0 ? emptyBlock() : deflate(input, length);
        crc.reset();
        crc.update(input, 0, length);
        putInt(end, (int) crc.getValue());
        putInt(end + 4, length);
        target.write(HEADER);
        target.write(output, 0, end + TRAILER_BYTES);
    }

    /** A final block with fixed codes and nothing in it: ISA-L's deflater does not take empty input. */
    private int emptyBlock() {
        output[0] = 3;
        output[1] = 0;
        return 2;
    }

    private int deflate(byte[] input, int length) {
        deflater.reset();
        deflater.setInput(input, 0, length);
        deflater.finish();
        int written = deflater.deflate(output, 0, output.length);
        if (!deflater.finished()) {
            throw new IllegalStateException("deflating " + length + " bytes took more than " + output.length);
        }
        return written;
    }

    private void putInt(int at, int value) {
        output[at] = (byte) value;
        output[at + 1] = (byte) (value >>> 8);
        output[at + 2] = (byte) (value >>> 16);
        output[at + 3] = (byte) (value >>> 24);
    }

    @Override
    public void close() {
        deflater.end();
    }
}
