package io.hydrant.clients.aws;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that a service holds and others change: read when it is opened, and then now and then by a thread of its own.
 * Whatever keeps the service from telling it, even that it is gone, leaves what was read last, the best that is known. Any
 * thread may ask for it. Nothing of it is logged.
 *
 * @param <T> never changed itself, and with a meaning of {@code equals}
 */
public final class Followed<T> implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Followed.class);
    private static final long STOP_SECONDS = 2;

    private final String name;
    private final Supplier<T> reader;
    private final LongAdder failures = new LongAdder();
    private final ScheduledExecutorService thread;

    private volatile T current;
    /** Only the thread's own. */
    private boolean failing;

    private Followed(String name, Supplier<T> reader, T first, Duration interval) {
        this.name = name;
        this.reader = reader;
        this.current = first;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "refresh of " + name);
            made.setDaemon(true);
            return made;
        });
        long millis = interval.toMillis();
        // Not all subtasks at once.
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                this::refresh, ThreadLocalRandom.current().nextLong(millis), millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Reads it and begins to follow it.
     *
     * @param name for the log
     * @param reader asks for it, and ends when its thread is interrupted; what it throws the first time is thrown here
     * @param interval between two looks
     */
    public static <T> Followed<T> open(String name, Supplier<T> reader, Duration interval) {
        return new Followed<>(name, reader, reader.get(), interval);
    }

    /** Catches everything, or there would be no further look. */
    private void refresh() {
        try {
            T newest = reader.get();
            if (failing) {
                LOGGER.info("{} can be read again", name);
                failing = false;
            }
            if (!newest.equals(current)) {
                LOGGER.info("{} has changed", name);
                current = newest;
            }
        } catch (ServiceException e) {
            failed(e.text());
        } catch (RuntimeException e) {
            failed(e.toString());
        }
    }

    /** Says so once per outage. */
    private void failed(String why) {
        if (thread.isShutdown()) {
            return;
        }
        failures.increment();
        if (!failing) {
            LOGGER.warn("{} stays as it was read last until it can be read again: {}", name, why);
            failing = true;
        }
    }

    /** What is known of it; never waits. */
    public T current() {
        return current;
    }

    /** How often it was looked for in vain. */
    public long failures() {
        return failures.sum();
    }

    /** Waits for the thread, which would else look for classes of a job that is gone. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.warn("The request for {} does not end", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
