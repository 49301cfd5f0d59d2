package io.hydrant.sinks.jdbc;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.sinks.request.DeliveryMetrics;
import io.hydrant.sinks.request.RetryTime;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes loads in a thread of its own, one after the other in the order in which they came. Where transactions are prepared,
 * the written ones wait together in one transaction; when the connection is lost before, they are written again. A load that
 * cannot be written is tried for as long as the rule says; then its records are failures.
 *
 * <pre>
 *  queue --write--> open transaction --prepare, when asked--> {@link Prepared}
 *    ^                    |
 *    +--connection lost---+
 * </pre>
 *
 * Other threads call the methods that are not private.
 */
final class Loader implements AutoCloseable {
    /** Error output type of records that are not written. */
    static final String OUTPUT_TYPE = "jdbc-failed";

    private static final Logger LOGGER = LoggerFactory.getLogger(Loader.class);

    private final JdbcOptions options;
    private final Database database;
    private final @Nullable PreparedTransactions transactions;
    private final @Nullable TransactionName names;
    private final DeliveryMetrics metrics;
    private final Listener listener;
    private final String table;
    private final Thread thread = new Thread(this::run, "jdbc-load");

    /** To be written. Guarded by this. */
    private final Deque<Load> queue = new ArrayDeque<>();
    /** By who waits for the transaction to be prepared. Guarded by this. */
    private @Nullable CompletableFuture<Prepared> asked;
    /** Whether nothing more is coming. Guarded by this. */
    private boolean ending;

    private boolean closed;

    /** In the open transaction; of the thread alone, like all that follows. */
    private final List<Load> written = new ArrayList<>();

    private volatile @Nullable Session session;
    private boolean anyRow;
    private long bytesKept;
    private boolean forgetful;
    private volatile boolean troubled;

    /** Hears what became of loads, in the loader's thread. */
    interface Listener {
        /** A load waits no longer in the queue. */
        void taken();

        /** A load has ended: its failures are all that is left to do. */
        void ended(Load load);

        /** A transaction was prepared without having been asked for, because nothing more is coming. */
        void prepared(Prepared prepared);

        /** The task cannot go on. */
        void broken(Throwable error);
    }

    /** @param transactions null: each load is committed at once */
    Loader(
            JdbcOptions options,
            Database database,
            @Nullable PreparedTransactions transactions,
            @Nullable TransactionName names,
            DeliveryMetrics metrics,
            Listener listener) {
        this.options = options;
        this.database = database;
        this.transactions = transactions;
        this.names = names;
        this.metrics = metrics;
        this.listener = listener;
        this.table = new String(JsonStringEncoder.getInstance()
                .quoteAsString(options.destination().table()));
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void add(Load load) {
        metrics.began(load, load.oldestArrivalMillis());
        queue.add(load);
        notifyAll();
    }

    /** How many loads wait to be written. */
    synchronized int waiting() {
        return queue.size();
    }

    /** Whether the database is not there, or does not take what is written: then nothing is written and not prepared. */
    boolean isTroubled() {
        return troubled;
    }

    /** Asks for the transaction to be prepared, as soon as no load is half in it. The future never fails. */
    synchronized CompletableFuture<Prepared> prepare() {
        CompletableFuture<Prepared> result = asked == null ? new CompletableFuture<>() : asked;
        asked = result;
        notifyAll();
        return result;
    }

    /** Nobody waits for it any more. Gives false if it is on its way: then the future will tell. */
    synchronized boolean withdraw() {
        boolean waiting = asked != null;
        asked = null;
        return waiting;
    }

    /** Nothing more is coming: what is written is prepared as soon as everything is. */
    synchronized void end() {
        ending = true;
        notifyAll();
    }

    @Override
    public void close() throws InterruptedException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.interrupt();
        Session open = session;
        if (open != null) {
            open.abort();
        }
        thread.join(options.connectTimeout().toMillis());
    }

    private void run() {
        try {
            while (step()) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            listener.broken(e);
        } finally {
            closeSession();
        }
    }

    private boolean step() throws InterruptedException {
        CompletableFuture<Prepared> request;
        Load next;
        synchronized (this) {
            while (!closed && asked == null && queue.isEmpty() && (!ending || written.isEmpty())) {
                wait();
            }
            if (closed) {
                return false;
            }
            request = asked;
            asked = null;
            next = queue.peek();
        }
        if (request != null) {
            prepareFor(request);
        } else if (next != null) {
            load(next);
        } else {
            CompletableFuture<Prepared> unasked = new CompletableFuture<>();
            CompletableFuture<Void> unused = unasked.thenAccept(listener::prepared);
            prepareFor(unasked);
        }
        return true;
    }

    private void load(Load load) throws InterruptedException {
        load.attempt(options.rule());
        try {
            Session open = session;
            if (open == null) {
                open = Session.open(database, options);
                session = open;
            }
            write(load, open);
            if (transactions == null) {
                open.commit();
            }
        } catch (SQLException e) {
            failed(load, SqlFailure.of(e));
            return;
        }
        metrics.attempted(true, load.attempts() > 1);
        troubled = false;
        take(load);
        if (transactions == null) {
            end(load);
        } else {
            keep(load);
        }
    }

    private void write(Load load, Session open) throws SQLException {
        open.write(
                bufferOf(load).batches(), (batch, i, failure) -> load.failures().add(failure(load, batch, i, failure)));
    }

    private FailedRecord failure(Load load, RecordBatch batch, int i, SqlFailure failure) {
        String details = "\"table\":\"" + table + "\",\"sqlState\":\"" + failure.sqlState() + '"';
        return FailedRecord.of(
                batch,
                i,
                OUTPUT_TYPE,
                failure.code(),
                failure.message(),
                load.attempts(),
                System.currentTimeMillis(),
                details);
    }

    private static Buffer bufferOf(Load load) {
        Buffer buffer = load.buffer();
        if (buffer == null) {
            throw new IllegalStateException("the connection to the database was lost with more in its transaction than"
                    + " delivery.maxBytesInFlight keeps; the job goes on from its last checkpoint");
        }
        return buffer;
    }

    private void take(Load load) {
        synchronized (this) {
            queue.remove(load);
        }
        listener.taken();
    }

    private void end(Load load) {
        count(load);
        listener.ended(load);
    }

    private void count(Load load) {
        metrics.ended(load);
        long failedBytes = 0;
        for (FailedRecord failure : load.failures()) {
            metrics.failed();
            failedBytes += failure.rawData().length;
        }
        metrics.delivered(load.records() - load.failures().size(), load.bytes() - failedBytes);
    }

    /** Until it is prepared it may have to be written again. */
    private void keep(Load load) {
        written.add(load);
        load.written();
        anyRow |= load.failures().size() < load.records();
        bytesKept += load.bytes();
        if (forgetful || bytesKept > options.maxBytesKept()) {
            forgetful = true;
            written.forEach(Load::forget);
        }
    }

    /** Gives up the transaction, and waits; or gives up the load, if that is what cannot be written. */
    private void failed(Load load, SqlFailure failure) throws InterruptedException {
        metrics.attempted(false, load.attempts() > 1);
        abandon();
        long pause = load.nextPauseMillis();
        if (pause == RetryTime.OVER) {
            LOGGER.warn(
                    "JDBC: {} records go to the error output after {} attempts: {}: {}",
                    load.records(),
                    load.attempts(),
                    failure.code(),
                    failure.message());
            load.failures().clear();
            for (RecordBatch batch : bufferOf(load).batches()) {
                for (int i = 0; i < batch.size(); i++) {
                    load.failures().add(failure(load, batch, i, failure));
                }
            }
            take(load);
            end(load);
            return;
        }
        LOGGER.info("JDBC: attempt {} in {} ms: {}: {}", load.attempts() + 1, pause, failure.code(), failure.message());
        pause(pause);
    }

    private void abandon() {
        troubled = true;
        closeSession();
        synchronized (this) {
            for (int i = written.size() - 1; i >= 0; i--) {
                queue.addFirst(written.get(i));
            }
        }
        reset();
    }

    private void reset() {
        written.clear();
        anyRow = false;
        bytesKept = 0;
        forgetful = false;
    }

    /** Who asks meanwhile is told at once: there is nothing to prepare. */
    private void pause(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        synchronized (this) {
            for (long left = millis; !closed && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                if (asked != null) {
                    asked.complete(Prepared.NOTHING);
                    asked = null;
                }
                wait(left);
            }
        }
    }

    private void prepareFor(CompletableFuture<Prepared> request) throws InterruptedException {
        Session open = session;
        PreparedTransactions all = transactions;
        if (written.isEmpty() || open == null || all == null || names == null) {
            request.complete(Prepared.NOTHING);
            return;
        }
        String name = names.next();
        try {
            if (anyRow) {
                all.began(name);
                open.prepare(name);
            } else {
                open.rollback();
            }
        } catch (SQLException e) {
            all.lost(name);
            request.complete(Prepared.NOTHING);
            Load first = written.get(0);
            first.attempt(options.rule());
            failed(first, SqlFailure.of(e));
            return;
        }
        Prepared prepared = new Prepared(anyRow ? name : null, List.copyOf(written));
        written.forEach(this::count);
        reset();
        request.complete(prepared);
    }

    private void closeSession() {
        Session open = session;
        if (open != null) {
            session = null;
            open.close();
        }
    }
}
