package io.hydrant.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rest of a refused request's body and forgets it: many clients look at the answer only after they have sent all,
 * and a connection that is closed before shows them none. Bounded in bytes, time and requests at a time; who is beyond that
 * is cut off. Safe for use by many threads.
 */
final class Drain {
    private static final Logger LOGGER = LoggerFactory.getLogger(Drain.class);
    private static final int MAX_AT_A_TIME = 16;
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Semaphore permits = new Semaphore(MAX_AT_A_TIME);
    private final long maxBytes;

    Drain(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void drain(Request request) {
        if (!permits.tryAcquire()) {
            return;
        }
        try {
            long deadline = System.nanoTime() + MAX_NANOS;
            byte[] scratch = new byte[16 << 10];
            // Not closed: that would fail the request before its answer is written.
            InputStream in = Content.Source.asInputStream(request);
            long left = maxBytes;
            for (int read = 0; read >= 0 && left > 0 && System.nanoTime() < deadline; left -= read) {
                read = in.read(scratch);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.trace("The rest of a refused request was not read", e);
        } finally {
            permits.release();
        }
    }
}
