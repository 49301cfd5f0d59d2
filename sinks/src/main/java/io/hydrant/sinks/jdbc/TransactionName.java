package io.hydrant.sinks.jdbc;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of prepared transactions: {@code hydrant:<job>:<subtask>:<start of the run>-<random>:<number>}. By them a job knows
 * what one before it has left in the database, and what is of one after it. Thread-safe.
 */
final class TransactionName {
    private static final String PREFIX = "hydrant:";
    /** Behind the job: subtask, start of the run in epoch milliseconds, the rest. */
    private static final Pattern NAME = Pattern.compile("[^:]+:[^:]+:(\\d{1,9}):(\\d{1,18})-[^:]+:\\d+");

    private final String prefix;
    private final long startMillis;
    private final AtomicLong number = new AtomicLong();

    /**
     * @param jobId of letters, digits and hyphens
     * @param startMillis when the subtask's run began, epoch milliseconds
     */
    TransactionName(String jobId, int subtask, long startMillis) {
        this.prefix = ofJob(jobId) + subtask + ":" + startMillis + "-" + UUID.randomUUID() + ":";
        this.startMillis = startMillis;
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
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Integer.valueOf(matcher.group(1)) : null;
    }

    /** Whether it was prepared by a run that began later, which this one may have been replaced by without knowing. */
    boolean isOfLaterRun(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() && Long.parseLong(matcher.group(2)) > startMillis;
    }
}
