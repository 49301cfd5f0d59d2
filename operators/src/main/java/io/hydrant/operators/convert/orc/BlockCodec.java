package io.hydrant.operators.convert.orc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.zip.Deflater;
import org.apache.orc.CompressionCodec;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/**
 * Compresses blocks of ORC's streams. ORC's own codecs would make a deflater for each block, and look for Hadoop's native
 * library. To be used by one thread.
 */
abstract class BlockCodec implements CompressionCodec {
    private byte[] compressed = {};

    /** Gives null if nothing is to be compressed. */
    static @Nullable BlockCodec of(String compression) throws IOException {
        return switch (compression) {
            case "NONE" -> null;
            case "SNAPPY" -> new SnappyBlocks();
            case "ZLIB" -> new DeflatedBlocks();
            default -> throw new IOException(compression + " is no compression of the ORC serializer");
        };
    }

    @Override
    public final boolean compress(ByteBuffer in, ByteBuffer out, @Nullable ByteBuffer overflow) throws IOException {
        int length = in.remaining();
        int bound = bound(length);
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        int count = compress(in.array(), in.arrayOffset() + in.position(), length, compressed);
        if (count >= length) {
            return false;
        }
        int fits = Math.min(count, out.remaining());
        out.put(compressed, 0, fits);
        if (fits < count && overflow != null) {
            overflow.put(compressed, fits, count - fits);
        }
        return true;
    }

    /** How large an array must be for what becomes of so many bytes, as far as it is of interest. */
    abstract int bound(int length);

    /** Gives how many bytes it has become; at least {@code length} if it became no smaller. */
    abstract int compress(byte[] bytes, int from, int length, byte[] target) throws IOException;

    @Override
    public void decompress(ByteBuffer in, ByteBuffer out) {
        throw new UnsupportedOperationException("Files are only written");
    }

    @Override
    public CompressionCodec modify(EnumSet<Modifier> modifiers) {
        return this;
    }

    @Override
    public void reset() {}

    @Override
    public void close() {}

    private static final class SnappyBlocks extends BlockCodec {
        @Override
        int bound(int length) {
            return Snappy.maxCompressedLength(length);
        }

        @Override
        int compress(byte[] bytes, int from, int length, byte[] target) throws IOException {
            return Snappy.compress(bytes, from, length, target, 0);
        }
    }

    /** Raw deflate, in the two modes that ORC uses: one for values, the fastest for what compresses well anyway. */
    private static final class DeflatedBlocks extends BlockCodec {
        private final Deflater deflater;
        private final @Nullable DeflatedBlocks fastest;

        DeflatedBlocks() {
            this(
                    Deflater.BEST_SPEED + 1,
                    Deflater.DEFAULT_STRATEGY,
                    new DeflatedBlocks(Deflater.BEST_SPEED, Deflater.FILTERED, null));
        }

        private DeflatedBlocks(int level, int strategy, @Nullable DeflatedBlocks fastest) {
            this.deflater = new Deflater(level, true);
            this.fastest = fastest;
            deflater.setStrategy(strategy);
        }

        @Override
        public CompressionCodec modify(EnumSet<Modifier> modifiers) {
            return fastest != null && modifiers.contains(Modifier.FASTEST) ? fastest : this;
        }

        @Override
        int bound(int length) {
            return length;
        }

        @Override
        int compress(byte[] bytes, int from, int length, byte[] target) {
            deflater.reset();
            deflater.setInput(bytes, from, length);
            deflater.finish();
            int count = deflater.deflate(target, 0, length);
            return deflater.finished() ? count : length;
        }

        @Override
        public void close() {
            deflater.end();
            if (fastest != null) {
                fastest.close();
            }
        }
    }
}
