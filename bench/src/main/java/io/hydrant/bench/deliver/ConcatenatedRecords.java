package io.hydrant.bench.deliver;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.jspecify.annotations.Nullable;

/** Record after record, plain or as one gzip stream per file: the same content as Hydrant's objects. */
final class ConcatenatedRecords implements BulkWriter.Factory<byte[]> {
    private static final long serialVersionUID = 1L;
    private static final int BUFFER_BYTES = 256 << 10;

    private final int gzipLevel;

    /** @param gzipLevel 1 to 9, or 0 for no compression */
    ConcatenatedRecords(int gzipLevel) {
        this.gzipLevel = gzipLevel;
    }

    @Override
    public BulkWriter<byte[]> create(FSDataOutputStream file) throws IOException {
        OutputStream buffered = new BufferedOutputStream(file, BUFFER_BYTES);
        if (gzipLevel == 0) {
            return new Writer(buffered, null);
        }
        GZIPOutputStream gzip = new LeveledGzip(buffered, gzipLevel);
        // A call into zlib per buffer, not per record.
        return new Writer(new BufferedOutputStream(gzip, BUFFER_BYTES), gzip);
    }

    private static final class Writer implements BulkWriter<byte[]> {
        private final OutputStream out;
        private final @Nullable GZIPOutputStream gzip;

        Writer(OutputStream out, @Nullable GZIPOutputStream gzip) {
            this.out = out;
            this.gzip = gzip;
        }

        @Override
        public void addElement(byte[] record) throws IOException {
            out.write(record);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        /** Must not close the file, which is the sink's. */
        @Override
        public void finish() throws IOException {
            out.flush();
            if (gzip != null) {
                gzip.finish();
                gzip.flush();
            }
        }
    }

    private static final class LeveledGzip extends GZIPOutputStream {
        LeveledGzip(OutputStream out, int level) throws IOException {
            super(out, 64 << 10);
            def.setLevel(level);
        }
    }
}
