package io.hydrant.sinks.s3;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.sinks.s3.encoding.ObjectEncoder;
import io.hydrant.sinks.s3.encoding.ObjectEncoding;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.util.IOUtils;

/** Writes the contents of objects, which are then to be closed for their commit. To be used by one thread. */
final class ObjectContents implements AutoCloseable {
    /** Large enough that most writes of compressed blocks are gathered, small enough to stay in the CPU's cache. */
    private static final int WRITE_BYTES = 128 << 10;

    private final RecoverableWriter writer;
    private final ObjectEncoding encoding;

    ObjectContents(RecoverableWriter writer, ObjectEncoding encoding) {
        this.writer = writer;
        this.encoding = encoding;
    }

    /** What is put into an object. */
    @FunctionalInterface
    interface Filling {
        void fill(ObjectEncoder encoder) throws IOException;
    }

    /** The records of a buffer, or what they were converted to. */
    static Filling of(Buffer buffer) {
        return encoder -> {
            List<byte[]> converted = buffer.converted();
            if (converted != null) {
                for (byte[] piece : converted) {
                    encoder.add(piece);
                }
                return;
            }
            for (RecordBatch batch : buffer.batches()) {
                encoder.add(batch);
            }
        };
    }

    /** Writes an object; what was written of it is forgotten if that fails. */
    RecoverableFsDataOutputStream write(Filling filling, Path path) throws IOException {
        RecoverableFsDataOutputStream target = writer.open(path);
        try {
            BufferedOutputStream out = new BufferedOutputStream(target, WRITE_BYTES);
            ObjectEncoder encoder = encoding.open(out);
            filling.fill(encoder);
            encoder.finish();
            out.flush();
            return target;
        } catch (IOException | RuntimeException e) {
            IOUtils.closeQuietly(target);
            throw e;
        }
    }

    @Override
    public void close() {
        encoding.close();
    }
}
