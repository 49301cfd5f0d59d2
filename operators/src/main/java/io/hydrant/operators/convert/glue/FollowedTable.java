package io.hydrant.operators.convert.glue;

import io.hydrant.clients.aws.ServiceException;
import io.hydrant.clients.glue.GlueCatalog;
import io.hydrant.core.format.SchemaReference.GlueTable;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.SchemaSource.SchemaAccess;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table whose newest version is looked for now and then, by a thread of its own. Whatever keeps Glue from telling it, even
 * that the table is gone, leaves the schema as it was: records come anyway, and the last schema is the best that is known.
 *
 * <pre>
 *  SchemaRefreshFailures   looks in vain
 *  SchemaRequests          requests to Glue
 *  SchemaRequestRetries    those of them that repeat one that failed
 * </pre>
 */
final class FollowedTable implements SchemaAccess {
    private static final Logger LOGGER = LoggerFactory.getLogger(FollowedTable.class);
    private static final long STOP_SECONDS = 2;

    private final GlueCatalog catalog;
    private final GlueTable table;
    private final Counter failures;
    private final ScheduledExecutorService thread;

    private volatile TableSchema current;
    /** Only the thread's own. */
    private boolean failing;

    /** @param catalog closed with this */
    FollowedTable(GlueCatalog catalog, GlueTable table, TableSchema first, Duration interval, MetricGroup metrics) {
        this.catalog = catalog;
        this.table = table;
        this.current = first;
        this.failures = metrics.counter("SchemaRefreshFailures", new ThreadSafeSimpleCounter());
        metrics.gauge("SchemaRequests", (Gauge<Long>) catalog.counts()::attempts);
        metrics.gauge("SchemaRequestRetries", (Gauge<Long>) catalog.counts()::retries);
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "schema of " + table.database() + "." + table.table());
            made.setDaemon(true);
            return made;
        });
        long millis = interval.toMillis();
        // Not all subtasks at once.
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                this::refresh, ThreadLocalRandom.current().nextLong(millis), millis, TimeUnit.MILLISECONDS);
    }

    /** Catches everything, or there would be no further look. */
    private void refresh() {
        try {
            TableSchema newest = catalog.table(table);
            if (failing) {
                LOGGER.info("Glue tells the schema of {}.{} again", table.database(), table.table());
                failing = false;
            }
            if (!newest.equals(current)) {
                LOGGER.info("{}.{} is of version {} now", table.database(), table.table(), newest.version());
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
        failures.inc();
        if (!failing) {
            LOGGER.warn(
                    "The schema of {}.{} stays version {} until Glue tells it again: {}",
                    table.database(),
                    table.table(),
                    current.version(),
                    why);
            failing = true;
        }
    }

    @Override
    public TableSchema current() {
        return current;
    }

    /** Waits for the thread, which would else look for classes of a job that is gone. */
    @Override
    public void close() {
        thread.shutdownNow();
        catalog.close();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.warn("The request for the schema of {}.{} does not end", table.database(), table.table());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
