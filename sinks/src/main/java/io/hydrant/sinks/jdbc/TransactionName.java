package io.hydrant.sinks.jdbc;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Names of prepared transactions: {@code hydrant:<job>:<subtask>:<run>:<number>}. By them a job knows what one before it
 * has left in the database. Thread-safe.
 */
final class TransactionName {
    private static final String PREFIX = "hydrant:";
    private static final int SUBTASK = 2;
    private static final int PARTS = 5;

    private final String prefix;
    private final AtomicLong number = new AtomicLong();

    /**
     * @param jobId of letters, digits and hyphens
     * @param run never the same again
     */
    TransactionName(String jobId, int subtask, String run) {
        this.prefix = ofJob(jobId) + subtask + ":" + run + ":";
    }

    /** What the names of all transactions of a job begin with. */
    static String ofJob(String jobId) {
        return PREFIX + jobId + ":";
    }

    /** One that has never been there. */
    String next() {
        return prefix + number.incrementAndGet();
    }

    /** The number of the subtask that prepared it; null if it is no such name. */
    static @Nullable Integer subtask(String name) {
        String[] parts = name.split(":", -1);
        return parts.length == PARTS && parts[SUBTASK].matches("\\d{1,9}") ? Integer.valueOf(parts[SUBTASK]) : null;
    }
}
