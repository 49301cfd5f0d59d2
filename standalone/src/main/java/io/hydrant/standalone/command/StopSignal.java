package io.hydrant.standalone.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C (or SIGTERM) as something to wait for. The JVM stays until this object is closed, so what a command has opened
 * after it is closed before the JVM ends; for a minute at the most.
 */
final class StopSignal implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(StopSignal.class);
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch given = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();

    private StopSignal() {}

    /**
     * Starts to listen.
     *
     * @param action as for {@link #onStop}
     */
    static StopSignal listen(Runnable action) {
        StopSignal signal = new StopSignal();
        signal.onStop(action);
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop-signal"));
        return signal;
    }

    /** Adds something to do in the JVM's shutdown thread when the signal comes. */
    void onStop(Runnable action) {
        actions.add(action);
    }

    /** Returns when the signal has been given. */
    void await() throws InterruptedException {
        given.await();
    }

    /** Whether the signal has been given. */
    boolean given() {
        return given.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void stop() {
        if (closed.getCount() == 0) {
            return;
        }
        given.countDown();
        actions.forEach(Runnable::run);
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.warn("Not everything stopped within {} s; leaving it to the next start", PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
