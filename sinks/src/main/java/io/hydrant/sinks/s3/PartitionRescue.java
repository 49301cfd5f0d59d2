package io.hydrant.sinks.s3;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.ErrorLine;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.core.record.RecordCursor;
import io.hydrant.sinks.s3.encoding.ObjectEncoding;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.util.IOUtils;

/**
 * Writes the object of a partition that could not be written, again and again for the time that the stream's RetryOptions
 * give it; then writes its records to the error output. So a single partition that nobody may write to does not stop the
 * stream. If the error output cannot be written either, more is wrong than a partition: then the job's attempt fails, as it
 * does without partitions. To be used by any number of threads, one for each buffer.
 */
final class PartitionRescue {
    /** What {@code !{firehose:error-output-type}} becomes. */
    static final String OUTPUT_TYPE = "partitioning-failed";

    /** Error code of records that could not be delivered; Amazon's is not known. */
    static final String DELIVERY_FAILED = "DynamicPartitioning.DeliveryFailed";

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final byte[] NO_DELIMITER = {};

    private final S3ObjectOptions options;
    private final PartitionRetry retry;
    private final BucketPath bucket;
    private final RecoverableWriter writer;
    private final OutputFailures failures;
    private final Counter retries;
    private final Counter givenUp;
    /** Nobody ever opens it: to wait there is to wait for the time to pass, or for an interruption. */
    private final CountDownLatch never = new CountDownLatch(1);

    /** @param group where the output's metrics go */
    PartitionRescue(
            S3ObjectOptions options,
            PartitionRetry retry,
            RecoverableWriter writer,
            OutputFailures failures,
            MetricGroup group) {
        this.options = options;
        this.retry = retry;
        this.bucket = new BucketPath(new Path(options.bucket()));
        this.writer = writer;
        this.failures = failures;
        this.retries = group.counter("Retries", new ThreadSafeSimpleCounter());
        this.givenUp = group.counter("PartitionsGivenUp", new ThreadSafeSimpleCounter());
    }

    /**
     * Writes a buffer after a first failure to do so; takes up to the duration, and the time that writing takes.
     *
     * @throws IOException if its records cannot be written to the error output either
     * @throws InterruptedException if nobody waits for it any more
     */
    S3Committable write(Buffer buffer) throws IOException, InterruptedException {
        long end = System.nanoTime() + retry.duration().toNanos();
        long pause = FIRST_PAUSE_NANOS;
        int attempts = 1;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            pause(Math.min(left, pause / 2 + ThreadLocalRandom.current().nextLong(pause)));
            pause = Math.min(LONGEST_PAUSE_NANOS, pause * 2);
            attempts++;
            retries.inc();
            Path path = bucket.of(options.objectKey().next(buffer.oldestArrivalMillis(), "", buffer.partition()));
            try {
                return object(ObjectContents.of(buffer), path, options.delimiter(), buffer, buffer.recordCount());
            } catch (IOException | RuntimeException e) {
                failures.tell(path.toString(), e);
            }
        }
        givenUp.inc();
        return errorObject(buffer, attempts);
    }

    private void pause(long nanos) throws InterruptedException {
        boolean unused = never.await(nanos, TimeUnit.NANOSECONDS);
    }

    private S3Committable errorObject(Buffer buffer, int attempts) throws IOException {
        Path path = bucket.of(retry.errorKey().next(buffer.oldestArrivalMillis(), OUTPUT_TYPE));
        long now = System.currentTimeMillis();
        ObjectContents.Filling lines = encoder -> {
            for (RecordBatch batch : buffer.batches()) {
                encoder.add(lines(batch, attempts, now));
            }
        };
        try {
            // Nothing of it counts as delivered.
            return object(lines, path, NO_DELIMITER, buffer, 0);
        } catch (IOException | RuntimeException e) {
            failures.tell(path.toString(), e);
            throw e;
        }
    }

    /** An encoding of its own: the writer's belongs to another thread. */
    private S3Committable object(
            ObjectContents.Filling filling, Path path, byte[] delimiter, Buffer buffer, long delivered)
            throws IOException {
        ObjectEncoding encoding = new ObjectEncoding(options.compressionFormat(), options.deflateLevel(), delimiter);
        try (ObjectContents contents = new ObjectContents(writer, encoding)) {
            RecoverableFsDataOutputStream object = contents.write(filling, path);
            try {
                return S3Committable.of(
                        object,
                        writer.getCommitRecoverableSerializer(),
                        path.toString(),
                        delivered,
                        delivered == 0 ? 0 : buffer.payloadLength(),
                        buffer.oldestArrivalMillis());
            } catch (IOException | RuntimeException e) {
                IOUtils.closeQuietly(object);
                throw e;
            }
        }
    }

    private RecordBatch lines(RecordBatch batch, int attempts, long now) {
        RecordBatchBuilder lines = new RecordBatchBuilder(2 * batch.payloadLength());
        RecordCursor cursor = new RecordCursor(batch);
        for (int i = 0; i < batch.size(); i++) {
            FailedRecord failed = FailedRecord.of(
                    batch,
                    i,
                    OUTPUT_TYPE,
                    DELIVERY_FAILED,
                    "The object of the record's partition could not be written for "
                            + retry.duration().toSeconds() + " s",
                    attempts,
                    now,
                    "");
            cursor.moveTo(i);
            lines.addMessage(cursor.partition(), cursor.offset(), cursor.arrivalMillis(), ErrorLine.of(failed));
        }
        return lines.build();
    }
}
