package io.hydrant.operators.convert.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Compresses pages without Hadoop's codecs, which would want a configuration and a native library. What it returns is
 * valid until the next page.
 */
@SuppressWarnings("deprecation") // The store of pages takes no other compressor.
final class PageCompressor extends CodecFactory.BytesCompressor {
    private static final int DEFLATER_BUFFER_BYTES = 64 << 10;

    private final CompressionCodecName codec;
    private final Page page = new Page();
    private byte[] compressed = {};

    PageCompressor(CompressionCodecName codec) {
        this.codec = codec;
    }

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> bytes;
            case SNAPPY -> snappy(bytes);
            case GZIP -> gzip(bytes);
            default -> throw new IOException(codec + " is no compression of the Parquet serializer");
        };
    }

    private BytesInput snappy(BytesInput bytes) throws IOException {
        page.reset();
        bytes.writeAllTo(page);
        int bound = Snappy.maxCompressedLength(page.size());
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        int length = Snappy.compress(page.bytes(), 0, page.size(), compressed, 0);
        return BytesInput.from(compressed, 0, length);
    }

    private BytesInput gzip(BytesInput bytes) throws IOException {
        page.reset();
        try (GZIPOutputStream out = new GZIPOutputStream(page, DEFLATER_BUFFER_BYTES)) {
            bytes.writeAllTo(out);
        }
        return BytesInput.from(page.bytes(), 0, page.size());
    }

    @Override
    public CompressionCodecName getCodecName() {
        return codec;
    }

    @Override
    public void release() {
        compressed = new byte[0];
    }

    /** Lends its bytes out instead of copying them. */
    private static final class Page extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }
}
