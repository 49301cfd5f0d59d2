package io.hydrant.sinks.s3.encoding;

import io.hydrant.core.definition.CompressionFormat;
import io.hydrant.sinks.gzip.GzipMemberCompressor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.io.output.CloseShieldOutputStream;
import org.xerial.snappy.SnappyHadoopCompatibleOutputStream;
import org.xerial.snappy.SnappyOutputStream;

/**
 * Makes the encoder of each object of a stream. Keeps the deflater and its buffers between objects, so one instance serves
 * one thread.
 */
public final class ObjectEncoding implements AutoCloseable {
    private final CompressionFormat format;
    private final int deflateLevel;
    private final byte[] delimiter;
    private final GzipMemberCompressor gzip;

    /**
     * @param format the stream's CompressionFormat
     * @param deflateLevel level of GZIP and ZIP, 1 (fastest) to 9 (smallest)
     * @param delimiter what is put behind each record; empty for nothing
     */
    public ObjectEncoding(CompressionFormat format, int deflateLevel, byte[] delimiter) {
        this.delimiter = delimiter;
        this.format = format;
        this.deflateLevel = deflateLevel;
        this.gzip = new GzipMemberCompressor(deflateLevel);
    }

    /** An encoder of one object that writes to {@code target} and never closes it. */
    public ObjectEncoder open(OutputStream target) throws IOException {
        PayloadEncoder encoder = compressing(target);
        return delimiter.length == 0 ? encoder : new DelimitingEncoder(encoder, delimiter);
    }

    private PayloadEncoder compressing(OutputStream target) throws IOException {
        OutputStream shielded = CloseShieldOutputStream.wrap(target);
        return switch (format) {
            case UNCOMPRESSED -> new StreamEncoder(shielded);
            case GZIP -> new GzipEncoder(target, gzip);
            case ZIP -> new StreamEncoder(zip(shielded));
            case SNAPPY -> new StreamEncoder(new SnappyOutputStream(shielded));
            case HADOOP_SNAPPY -> new StreamEncoder(new SnappyHadoopCompatibleOutputStream(shielded));
        };
    }

    private OutputStream zip(OutputStream target) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(target);
        zip.setLevel(deflateLevel);
        zip.putNextEntry(new ZipEntry(UUID.randomUUID().toString()));
        return zip;
    }

    @Override
    public void close() {
        gzip.close();
    }
}
