package io.hydrant.operators.convert.glue;

import io.hydrant.clients.aws.Followed;
import io.hydrant.clients.glue.GlueCatalog;
import io.hydrant.core.format.SchemaReference.GlueTable;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.SchemaSource.SchemaAccess;
import java.time.Duration;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * A table whose newest version is looked for now and then. Records come whether Glue tells it or not, so the last schema that
 * is known is used until then.
 *
 * <pre>
 *  SchemaRefreshFailures   looks in vain
 *  SchemaRequests          requests to Glue
 *  SchemaRequestRetries    those of them that repeat one that failed
 * </pre>
 */
final class FollowedTable implements SchemaAccess {
    private final GlueCatalog catalog;
    private final Followed<TableSchema> followed;

    /**
     * @param catalog closed with this
     * @throws io.hydrant.clients.aws.ServiceException if the table cannot be read now
     */
    FollowedTable(GlueCatalog catalog, GlueTable table, Duration interval, MetricGroup metrics) {
        this.catalog = catalog;
        this.followed = Followed.open(
                "The schema of " + table.database() + "." + table.table(), () -> catalog.table(table), interval);
        metrics.gauge("SchemaRefreshFailures", (Gauge<Long>) followed::failures);
        metrics.gauge("SchemaRequests", (Gauge<Long>) catalog.counts()::attempts);
        metrics.gauge("SchemaRequestRetries", (Gauge<Long>) catalog.counts()::retries);
    }

    @Override
    public TableSchema current() {
        return followed.current();
    }

    @Override
    public void close() {
        followed.close();
        catalog.close();
    }
}
