package io.hydrant.gateway.log;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes, every now and then, log entries that are delivered and older than the log's retention. Undelivered entries stay
 * however old they are. Runs in a thread of its own from {@link #start} to {@link #close}.
 */
public final class LogTruncation implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogTruncation.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private final KafkaLogTopics topics;
    private final Supplier<? extends Collection<String>> streams;
    private final Duration retention;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "log-truncation");
        created.setDaemon(true);
        return created;
    });

    /**
     * Looks after these streams once it is started.
     *
     * @param streams names of the streams that have a topic now
     * @param retention for how long delivered entries stay
     */
    public LogTruncation(
            KafkaLogTopics topics,
            Supplier<? extends Collection<String>> streams,
            Duration retention,
            InstantSource clock) {
        this.topics = topics;
        this.streams = streams;
        this.retention = retention;
        this.clock = clock;
    }

    /** Begins to look after the log; once. */
    public LogTruncation start() {
        long pause = retention.dividedBy(4).toMillis();
        long bounded = Math.max(SHORTEST_PAUSE.toMillis(), Math.min(LONGEST_PAUSE.toMillis(), pause));
        var unused = thread.scheduleWithFixedDelay(this::truncateAll, bounded, bounded, TimeUnit.MILLISECONDS);
        return this;
    }

    private void truncateAll() {
        for (String stream : streams.get()) {
            try {
                topics.truncate(stream, clock.instant().minus(retention));
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                LOGGER.warn("Could not delete delivered entries of stream {}; trying again later", stream, e);
            }
        }
    }

    /** Lets what it is doing end, for a moment: an interrupt would close the stream store's file under everybody. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
