package io.hydrant.sinks.s3;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.IOUtils;

/**
 * Closes written objects for their commit in a thread of its own: that flushes a file to the disk, or uploads the last part
 * to S3, and takes tens of milliseconds in which the log can be read on.
 *
 * <p>Only {@link #MAX_OPEN} objects wait at a time; then the writer does too. What fails here fails the next write or
 * checkpoint. To be used by one thread.
 */
final class ObjectCloser implements AutoCloseable {
    /** Enough to keep the disk busy; each one holds a file handle, or a part of an S3 upload. */
    private static final int MAX_OPEN = 4;

    private final SimpleVersionedSerializer<CommitRecoverable> serializer;
    private final OutputFailures failures;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread created = new Thread(task, "object-closer");
        created.setDaemon(true);
        return created;
    });
    private final Deque<Future<S3Committable>> closing = new ArrayDeque<>();
    private final List<S3Committable> closed = new ArrayList<>();

    ObjectCloser(SimpleVersionedSerializer<CommitRecoverable> serializer, OutputFailures failures) {
        this.serializer = serializer;
        this.failures = failures;
    }

    /** Begins to close an object; waits for an earlier one if there are too many. */
    void close(RecoverableFsDataOutputStream object, String path, long records, long payloadBytes, long oldestArrival)
            throws IOException {
        if (closing.size() == MAX_OPEN) {
            closed.add(await(closing.remove()));
        }
        closing.add(thread.submit(() -> {
            try {
                byte[] recoverable =
                        serializer.serialize(object.closeForCommit().getRecoverable());
                return new S3Committable(
                        path, serializer.getVersion(), recoverable, records, payloadBytes, oldestArrival);
            } catch (IOException | RuntimeException e) {
                // Only then: a stream to S3 that was closed for its commit does not let itself be closed again.
                IOUtils.closeQuietly(object);
                failures.tell(path, e);
                throw e;
            }
        }));
    }

    /** Waits for every object; gives those that were closed since the last call, in the order they were written. */
    List<S3Committable> awaitAll() throws IOException {
        while (!closing.isEmpty()) {
            closed.add(await(closing.remove()));
        }
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

    /** Gives up on objects that are still being closed: they belong to no checkpoint. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
