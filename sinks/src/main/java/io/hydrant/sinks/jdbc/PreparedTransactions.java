package io.hydrant.sinks.jdbc;

import io.hydrant.sinks.request.RetryRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepared transactions of one subtask until they are committed: those that a complete checkpoint holds. That is tried until
 * it is done, for their records are nowhere else. Those that no checkpoint holds, because the job was lost in between, are
 * rolled back: when the subtask starts, when the answer to a PREPARE was lost, and from time to time, since a database may
 * still be at a PREPARE whose client is gone. Transactions of other jobs are never touched, nor those of a later run of this
 * one: it may be at work already while this run has yet to notice that it was given up. Any thread may call.
 *
 * <pre>
 *  began --> prepared --checkpoint complete--> commit, until it is done
 *    \--> lost, or unknown to this run --> rolled back
 * </pre>
 */
final class PreparedTransactions implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PreparedTransactions.class);
    /** A lock that a lost transaction holds should not be there for long. */
    private static final int SWEEP_SECONDS = 60;

    private static final String UNKNOWN = "42704";

    private final Database database;
    private final String ofJob;
    private final TransactionName names;
    private final int subtask;
    private final int parallelism;
    private final RetryRule pauses;
    private final ScheduledThreadPoolExecutor thread;
    /** Not to be rolled back. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    /** To be committed, in this order. */
    private final ConcurrentLinkedQueue<String> committing = new ConcurrentLinkedQueue<>();
    /** Of the job before, which may have committed them itself. */
    private final Set<String> inherited = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Connection connection;
    private int failures;

    /**
     * @param jobId as in {@link JdbcOptions}
     * @param names of what this run prepares
     * @param pauses between attempts; their duration is of no concern
     */
    PreparedTransactions(
            Database database, String jobId, TransactionName names, int subtask, int parallelism, RetryRule pauses) {
        this.database = database;
        this.ofJob = TransactionName.ofJob(jobId);
        this.names = names;
        this.subtask = subtask;
        this.parallelism = parallelism;
        this.pauses = pauses;
        this.thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread its = new Thread(task, "jdbc-commit");
                    its.setDaemon(true);
                    return its;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Begins with what the checkpoint holds that the job has started from, of all subtasks. */
    void start(Collection<String> restored) {
        for (String name : restored) {
            if (isThisSubtasks(name)) {
                inherited.add(name);
                known.add(name);
                committing.add(name);
            }
        }
        Future<?> unused = thread.scheduleWithFixedDelay(this::workAtIntervals, 0, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    /** Each one is some subtask's, whatever the parallelism was when it was prepared. */
    private boolean isThisSubtasks(String name) {
        Integer its = TransactionName.subtask(name);
        return its != null && its % parallelism == subtask;
    }

    /** A transaction is about to be prepared. */
    void began(String name) {
        known.add(name);
    }

    /** What was begun has failed, or may have; what it held is written again by another one. */
    void lost(String name) {
        known.remove(name);
        thread.execute(this::work);
    }

    /** Commits transactions of a complete checkpoint. */
    void commit(Collection<String> names) {
        if (!names.isEmpty()) {
            committing.addAll(names);
            thread.execute(this::work);
        }
    }

    /** Those that are to be committed and may not be yet. */
    List<String> uncommitted() {
        return new ArrayList<>(committing);
    }

    /** Waits until everything is committed that is to be. */
    void await() throws InterruptedException {
        synchronized (committing) {
            while (!committing.isEmpty()) {
                committing.wait(TimeUnit.SECONDS.toMillis(1));
            }
        }
    }

    private void workAtIntervals() {
        if (failures == 0) {
            work();
        }
    }

    /** What cannot be done now is done later. */
    private void work() {
        Connection open = connection;
        try {
            if (open == null) {
                open = database.connect();
                connection = open;
            }
            commitAll(open);
            sweep(open);
            failures = 0;
        } catch (SQLException e) {
            if (open != null) {
                Statements.closeQuietly(open);
            }
            connection = null;
            if (thread.isShutdown()) {
                return;
            }
            failures++;
            SqlFailure failure = SqlFailure.of(e);
            LOGGER.warn(
                    "{} prepared transactions wait to be committed, attempt {}: {}: {}",
                    committing.size(),
                    failures,
                    failure.code(),
                    failure.message());
            Future<?> unused = thread.schedule(this::work, pauses.pauseMillis(failures), TimeUnit.MILLISECONDS);
        }
    }

    private void commitAll(Connection open) throws SQLException {
        for (String name = committing.peek(); name != null; name = committing.peek()) {
            try {
                Statements.execute(open, "COMMIT PREPARED '" + name + "'");
            } catch (SQLException e) {
                if (!UNKNOWN.equals(e.getSQLState())) {
                    throw e;
                }
                if (failures == 0 && !inherited.contains(name)) {
                    LOGGER.error(
                            "Prepared transaction {} is gone: somebody else ended it; if by a rollback, its rows are lost",
                            name);
                }
            }
            synchronized (committing) {
                committing.remove(name);
                committing.notifyAll();
            }
            known.remove(name);
        }
    }

    private void sweep(Connection open) throws SQLException {
        List<String> left = new ArrayList<>();
        try (PreparedStatement query = open.prepareStatement("SELECT gid FROM pg_prepared_xacts"
                + " WHERE database = current_database() AND owner = current_user AND starts_with(gid, ?)")) {
            query.setString(1, ofJob);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    left.add(found.getString(1));
                }
            }
        }
        for (String name : left) {
            if (isThisSubtasks(name) && !known.contains(name) && !names.isOfLaterRun(name)) {
                LOGGER.info("Rolling back {}, which no checkpoint holds: its records are written again", name);
                rollBack(open, name);
            }
        }
    }

    private static void rollBack(Connection open, String name) throws SQLException {
        try {
            Statements.execute(open, "ROLLBACK PREPARED '" + name + "'");
        } catch (SQLException e) {
            if (!UNKNOWN.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        Connection open = connection;
        if (open != null) {
            Statements.closeQuietly(open);
        }
    }
}
