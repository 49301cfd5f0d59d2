package io.hydrant.operators.convert.glue;

import io.hydrant.clients.aws.ServiceException;
import io.hydrant.clients.glue.GlueCatalog;
import io.hydrant.core.config.GlueConfig;
import io.hydrant.core.format.SchemaReference.GlueTable;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.SchemaSource;
import org.apache.flink.metrics.MetricGroup;

/**
 * Takes the schema from a table in Glue. That it is there is settled when a subtask opens; of a reference to
 * {@link GlueTable#LATEST} newer versions are taken as they appear.
 */
public final class GlueSchemaSource implements SchemaSource {
    private static final long serialVersionUID = 1L;

    private final GlueConfig config;
    private final String deploymentRegion;
    private final GlueTable table;

    /**
     * @param config where Glue is
     * @param deploymentRegion of a table and a configuration that name none
     */
    public GlueSchemaSource(GlueConfig config, String deploymentRegion, GlueTable table) {
        this.config = config;
        this.deploymentRegion = deploymentRegion;
        this.table = table;
    }

    /** @throws ServiceException naming database, table and fix, if there is no schema after some attempts */
    @Override
    public SchemaAccess open(MetricGroup metrics) {
        GlueCatalog catalog = new GlueCatalog(config, deploymentRegion);
        try {
            if (table.versionId().equals(GlueTable.LATEST)) {
                return new FollowedTable(catalog, table, config.refreshInterval(), metrics);
            }
            TableSchema fixed = catalog.table(table);
            catalog.close();
            return SchemaSource.of(fixed).open(metrics);
        } catch (Exception e) {
            catalog.close();
            throw explained(e);
        }
    }

    private RuntimeException explained(Exception e) {
        if (!(e instanceof ServiceException failure)) {
            return e instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(e);
        }
        String fix = switch (failure.kind()) {
            case NOT_FOUND -> "; create it, or give the stream another schema with UpdateDestination";
            case ACCESS ->
                "; glue.accessKey, or the environment's credentials, need glue:GetTable and glue:GetTableVersion of it";
            case UNAVAILABLE, UNUSABLE -> "";
        };
        return new ServiceException(
                failure.kind(),
                "database " + table.database() + ", table " + table.table() + ": its columns cannot be read from Glue: "
                        + failure.text() + fix);
    }
}
