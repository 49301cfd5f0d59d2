package io.hydrant.sinks.s3;

import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.sinks.s3.encoding.ObjectEncoder;
import io.hydrant.sinks.s3.encoding.ObjectEncoding;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.util.IOUtils;

/**
 * Writes each buffer as one object, complete but invisible until the checkpoint that covers it is committed.
 *
 * <p>Encoding is done in the thread that reads the log; waiting for the disk or for S3 is not, see {@link ObjectCloser}. A
 * buffer whose writing fails fails the job; the restored job still has the buffer, or its records in the log, and writes it
 * anew.
 */
final class S3ObjectWriter implements CommittingSinkWriter<Buffer, S3Committable> {
    /** Large enough that most writes of compressed blocks are gathered, small enough to stay in the CPU's cache. */
    private static final int WRITE_BYTES = 128 << 10;

    private final BucketPath bucket;
    private final ObjectKey objectKey;
    private final ObjectEncoding encoding;
    private final RecoverableWriter recoverableWriter;
    private final OutputFailures failures;
    private final ObjectCloser closer;

    S3ObjectWriter(Path bucket, ObjectKey objectKey, ObjectEncoding encoding, OutputFailures failures)
            throws IOException {
        this.bucket = new BucketPath(bucket);
        this.objectKey = objectKey;
        this.encoding = encoding;
        this.failures = failures;
        this.recoverableWriter = FileSystem.get(bucket.toUri()).createRecoverableWriter();
        this.closer = new ObjectCloser(recoverableWriter.getCommitRecoverableSerializer(), failures);
    }

    @Override
    public void write(Buffer buffer, Context context) throws IOException {
        long oldest = buffer.oldestArrivalMillis();
        Path path = bucket.of(objectKey.next(oldest, buffer.errorOutputType(), buffer.partition()));
        RecoverableFsDataOutputStream target = open(path);
        try {
            encode(buffer, target);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeQuietly(target);
            failures.tell(path.toString(), e);
            throw e;
        }
        closer.close(target, path.toString(), buffer.recordCount(), buffer.payloadLength(), oldest);
    }

    private RecoverableFsDataOutputStream open(Path path) throws IOException {
        try {
            return recoverableWriter.open(path);
        } catch (IOException | RuntimeException e) {
            failures.tell(path.toString(), e);
            throw e;
        }
    }

    private void encode(Buffer buffer, RecoverableFsDataOutputStream target) throws IOException {
        BufferedOutputStream out = new BufferedOutputStream(target, WRITE_BYTES);
        ObjectEncoder encoder = encoding.open(out);
        for (RecordBatch batch : buffer.batches()) {
            encoder.add(batch);
        }
        encoder.finish();
        out.flush();
    }

    @Override
    public void flush(boolean endOfInput) {
        // Every buffer is written as it comes: there is nothing to flush.
    }

    @Override
    public Collection<S3Committable> prepareCommit() throws IOException {
        return closer.awaitAll();
    }

    @Override
    public void close() {
        closer.close();
        encoding.close();
    }
}
