package io.hydrant.operators.convert.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.jspecify.annotations.Nullable;

/** Repetition or definition levels of a page; nothing is written of those that can only be 0. Not thread-safe. */
final class Levels {
    private static final int INITIAL_SLAB_BYTES = 64;

    private final @Nullable RunLengthBitPackingHybridEncoder encoder;

    Levels(int max, ParquetProperties properties) {
        this.encoder = max == 0
                ? null
                : new RunLengthBitPackingHybridEncoder(
                        BytesUtils.getWidthFromMaxInt(max),
                        INITIAL_SLAB_BYTES,
                        properties.getPageSizeThreshold(),
                        properties.getAllocator());
    }

    void add(int level) throws IOException {
        if (encoder != null) {
            encoder.writeInt(level);
        }
    }

    /** As format 2 has them. */
    BytesInput bytes() throws IOException {
        return encoder == null ? BytesInput.empty() : encoder.toBytes();
    }

    /** As format 1 has them. */
    BytesInput bytesWithLength() throws IOException {
        if (encoder == null) {
            return BytesInput.empty();
        }
        BytesInput bytes = encoder.toBytes();
        return BytesInput.concat(BytesInput.fromInt(Math.toIntExact(bytes.size())), bytes);
    }

    @SuppressWarnings("deprecation") // What Parquet says of levels that are not there.
    Encoding encoding() {
        return encoder == null ? Encoding.BIT_PACKED : Encoding.RLE;
    }

    void clear() {
        if (encoder != null) {
            encoder.reset();
        }
    }

    long bufferedBytes() {
        return encoder == null ? 0 : encoder.getBufferedSize();
    }

    long allocatedBytes() {
        return encoder == null ? 0 : encoder.getAllocatedSize();
    }
}
