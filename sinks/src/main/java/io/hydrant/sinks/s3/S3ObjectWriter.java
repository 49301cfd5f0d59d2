package io.hydrant.sinks.s3;

import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.record.Buffer;
import io.hydrant.sinks.s3.encoding.ObjectEncoding;
import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Writes each buffer as one object, complete but invisible until the checkpoint that covers it is committed.
 *
 * <p>Encoding is done in the thread that reads the log; waiting for the disk or for S3 is not, see {@link ObjectCloser}. A
 * buffer whose writing fails fails the job; the restored job still has the buffer, or its records in the log, and writes it
 * anew. Only a partition of dynamic partitioning has a {@link PartitionRescue}.
 */
final class S3ObjectWriter implements CommittingSinkWriter<Buffer, S3Committable> {
    private final BucketPath bucket;
    private final ObjectKey objectKey;
    private final ObjectContents contents;
    private final OutputFailures failures;
    private final ObjectCloser closer;

    /** @param group where the output's metrics go */
    S3ObjectWriter(S3ObjectOptions options, OutputFailures failures, MetricGroup group) throws IOException {
        this.bucket = new BucketPath(new Path(options.bucket()));
        this.objectKey = options.objectKey();
        this.failures = failures;
        RecoverableWriter writer = FileSystem.get(options.bucket()).createRecoverableWriter();
        this.contents = new ObjectContents(
                writer, new ObjectEncoding(options.compressionFormat(), options.deflateLevel(), options.delimiter()));
        PartitionRetry retry = options.partitionRetry();
        this.closer = new ObjectCloser(
                writer.getCommitRecoverableSerializer(),
                failures,
                retry == null ? null : new PartitionRescue(options, retry, writer, failures, group));
    }

    @Override
    public void write(Buffer buffer, Context context) throws IOException {
        write(buffer);
    }

    void write(Buffer buffer) throws IOException {
        long oldest = buffer.oldestArrivalMillis();
        Path path = bucket.of(objectKey.next(oldest, buffer.errorOutputType(), buffer.partition()));
        RecoverableFsDataOutputStream target;
        try {
            target = contents.write(ObjectContents.of(buffer), path);
        } catch (IOException | RuntimeException e) {
            failures.tell(path.toString(), e);
            if (closer.rescue(buffer)) {
                return;
            }
            throw e;
        }
        closer.close(target, path.toString(), buffer);
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
        contents.close();
    }
}
