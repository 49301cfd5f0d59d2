package io.hydrant.sinks.s3;

import io.hydrant.core.record.Buffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes written objects for their commit in a thread of its own: that flushes a file to the disk, or uploads the last part
 * to S3, and takes tens of milliseconds in which the log can be read on.
 *
 * <p>Only {@link #MAX_OPEN} objects wait at a time; then the writer does too. Partitions that are written again have threads
 * of their own: their time passes for all of them together, not for one after the other. What fails here fails the next
 * write or checkpoint. To be used by one thread.
 */
final class ObjectCloser implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ObjectCloser.class);

    /** Enough to keep the disk busy; each one holds a file handle, or a part of an S3 upload. */
    private static final int MAX_OPEN = 4;

    /** So many partitions are written again at a time: more do not become due together. */
    private static final int MAX_RESCUES = 50;

    /** Of buffers that may have to be written again no more is kept meanwhile, but for a single larger one. */
    private static final long MAX_HELD_BYTES = 32 << 20;

    /** More than a flush to a busy disk takes, and far less than Flink's patience with a task that is cancelled, 180 s. */
    private static final int LONGEST_CLOSE_SECONDS = 5;

    private final SimpleVersionedSerializer<CommitRecoverable> serializer;
    private final OutputFailures failures;
    private final @Nullable PartitionRescue rescue;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(threads("object-closer"));
    private final ExecutorService rescuers = Executors.newCachedThreadPool(threads("partition-rescue"));
    private final Deque<Future<S3Committable>> closing = new ArrayDeque<>();
    private final Deque<Future<S3Committable>> rescuing = new ArrayDeque<>();
    private final List<S3Committable> closed = new ArrayList<>();
    private long heldBytes;

    /** @param rescue writes buffers again whose objects cannot be written; null: such a failure is the job's */
    ObjectCloser(
            SimpleVersionedSerializer<CommitRecoverable> serializer,
            OutputFailures failures,
            @Nullable PartitionRescue rescue) {
        this.serializer = serializer;
        this.failures = failures;
        this.rescue = rescue;
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread created = new Thread(task, name);
            created.setDaemon(true);
            return created;
        };
    }

    /** Begins to close the object of a buffer; waits for earlier ones if there are too many. */
    void close(RecoverableFsDataOutputStream object, String path, Buffer buffer) throws IOException {
        long records = buffer.recordCount();
        long payloadBytes = buffer.payloadLength();
        long oldestArrival = buffer.oldestArrivalMillis();
        // Without a rescue the buffer is not needed any more, and need not stay in memory.
        Buffer kept = rescue == null ? new Buffer(List.of()) : buffer;
        makeRoom(closing, MAX_OPEN);
        closing.add(thread.submit(() -> {
            try {
                return S3Committable.of(object, serializer, path, records, payloadBytes, oldestArrival);
            } catch (IOException | RuntimeException e) {
                // Only then: a stream to S3 that was closed for its commit does not let itself be closed again.
                IOUtils.closeQuietly(object);
                failures.tell(path, e);
                if (rescue == null) {
                    throw e;
                }
                return rescue.write(kept);
            }
        }));
        hold(payloadBytes);
    }

    /**
     * Has a buffer written again whose object could not be written.
     *
     * @return false if nothing can be done: then the failure is the job's
     */
    boolean rescue(Buffer buffer) throws IOException {
        PartitionRescue writer = rescue;
        if (writer == null) {
            return false;
        }
        makeRoom(rescuing, MAX_RESCUES);
        rescuing.add(rescuers.submit(() -> writer.write(buffer)));
        hold(buffer.payloadLength());
        return true;
    }

    private void makeRoom(Deque<Future<S3Committable>> objects, int limit) throws IOException {
        while (objects.size() >= limit) {
            closed.add(await(objects.remove()));
        }
    }

    private void hold(long payloadBytes) throws IOException {
        heldBytes += payloadBytes;
        if (rescue != null && heldBytes > MAX_HELD_BYTES) {
            awaitClosing();
        }
    }

    private void awaitClosing() throws IOException {
        makeRoom(closing, 1);
        makeRoom(rescuing, 1);
        heldBytes = 0;
    }

    /** Waits for every object; gives those that were closed since the last call. */
    List<S3Committable> awaitAll() throws IOException {
        awaitClosing();
        List<S3Committable> ready = List.copyOf(closed);
        closed.clear();
        return ready;
    }

    private static S3Committable await(Future<S3Committable> object) throws IOException {
        try {
            return object.get();
        } catch (ExecutionException e) {
            throw new IOException("An object cannot be closed for its commit", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while an object is closed for its commit", e);
        }
    }

    /**
     * Gives up on objects that are still being closed: they belong to no checkpoint. Waits for those at work, so that
     * nothing is written any more once the task has ended, but not for long: the next attempt of the job waits too.
     */
    @Override
    public void close() {
        thread.shutdownNow();
        rescuers.shutdownNow();
        try {
            if (!thread.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)
                    || !rescuers.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.warn(
                        "An object is still being closed after {} s; it belongs to no checkpoint",
                        LONGEST_CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
