package io.hydrant.test.redshift;

import io.hydrant.sinks.s3.StagedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/** Objects that a test hands to the one job that runs in its JVM, until it says that there are no more. */
@SuppressWarnings("deprecation") // What replaces it takes four classes to say the same.
final class FedObjects implements SourceFunction<StagedObject> {
    private static final BlockingQueue<Optional<StagedObject>> QUEUE = new LinkedBlockingQueue<>();
    private static final long serialVersionUID = 1L;

    private volatile boolean cancelled;

    /** Writes an object into the bucket and hands it on; gives its URL. */
    static String feed(Path bucket, String name, String lines) throws Exception {
        Path file = bucket.resolve("staged").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
        String url = "s3://" + CopyJob.BUCKET + "/staged/" + name;
        feed(url, lines.lines().count());
        return url;
    }

    static void feed(String url, long records) {
        QUEUE.add(Optional.of(StagedObject.published(url, records, 0, System.currentTimeMillis())));
    }

    /** Ends the job's input. */
    static void end() {
        QUEUE.add(Optional.empty());
    }

    @Override
    public void run(SourceContext<StagedObject> context) throws InterruptedException {
        while (!cancelled) {
            Optional<StagedObject> next = QUEUE.poll(50, TimeUnit.MILLISECONDS);
            if (next == null) {
                continue;
            }
            if (next.isEmpty()) {
                return;
            }
            synchronized (context.getCheckpointLock()) {
                context.collect(next.get());
            }
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
    }
}
