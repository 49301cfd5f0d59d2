package io.hydrant.clients.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls a service of Amazon's, or another with its API. A call is tried up to {@value #ATTEMPTS} times, with growing waits
 * between, as long as the service is unavailable. Any thread may call.
 *
 * <p>What must not be rebuilt, signatures and credentials, is the SDK's; the rest is a client of our own, for services of
 * which one or two operations are needed.
 */
public final class AwsClient implements AutoCloseable {
    private static final int ATTEMPTS = 4;
    /** Longest wait before the second attempt; doubled with each further one. */
    private static final long FIRST_WAIT_MILLIS = 400;

    private final AwsConnection connection;
    private final CallCounts counts = new CallCounts();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Opens nothing yet: neither the network nor credentials are looked at before the first call.
     *
     * @param endpoint URL; null for Amazon's
     */
    public AwsClient(AwsService service, @Nullable String endpoint, AwsKeys keys) {
        this.connection = new AwsConnection(service, endpoint, keys);
    }

    /**
     * Asks for something.
     *
     * @return the answer
     * @throws ServiceException if there is none, or if it is an error; closing the client and interrupting the thread end the
     *     wait for one
     */
    public JsonNode call(String region, String operation, ObjectNode input) {
        for (int attempt = 1; ; attempt++) {
            counts.attempted(attempt > 1);
            try {
                return connection.call(region, operation, input);
            } catch (ServiceException e) {
                if (e.kind() != ServiceException.Kind.UNAVAILABLE || attempt == ATTEMPTS || !waitAfter(attempt)) {
                    counts.failed();
                    throw e;
                }
            }
        }
    }

    /** Whether there is anybody left to try again for. */
    private boolean waitAfter(int attempt) {
        long longest = FIRST_WAIT_MILLIS << (attempt - 1);
        try {
            return !closed.await(longest - ThreadLocalRandom.current().nextLong(longest / 2), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What was asked so far. */
    public CallCounts counts() {
        return counts;
    }

    @Override
    public void close() {
        closed.countDown();
        connection.close();
    }
}
