package io.hydrant.clients.glue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.clients.aws.AwsClient;
import io.hydrant.clients.aws.AwsKeys;
import io.hydrant.clients.aws.AwsService;
import io.hydrant.clients.aws.CallCounts;
import io.hydrant.clients.aws.ServiceException;
import io.hydrant.core.config.GlueConfig;
import io.hydrant.core.format.SchemaReference.GlueTable;
import io.hydrant.core.schema.TableSchema;

/** Glue's Data Catalog, or another service with its API. Any thread may call. */
public final class GlueCatalog implements AutoCloseable {
    private static final AwsService GLUE = new AwsService("Glue", "glue", "AWSGlue", "glue");

    private final String defaultRegion;
    private final AwsClient client;

    /**
     * Opens nothing yet: neither the network nor credentials are looked at before the first call.
     *
     * @param deploymentRegion of tables and a configuration that name none
     */
    public GlueCatalog(GlueConfig config, String deploymentRegion) {
        String configured = config.region();
        this.defaultRegion = configured == null ? deploymentRegion : configured;
        this.client = new AwsClient(
                GLUE,
                config.endpoint(),
                new AwsKeys(GLUE.section(), config.accessKey(), config.secretKey(), config.sessionToken()));
    }

    /**
     * Asks for the columns of a table, in their order; keys of partitions are not among them.
     *
     * @throws ServiceException NOT_FOUND if there is no such table, or no such version of it; ACCESS if it must not be read;
     *     UNAVAILABLE if no attempt got an answer, of which closing the catalog and interrupting the thread end the wait;
     *     UNUSABLE if the call is refused, or if the answer says nothing of columns that can be used
     */
    public TableSchema table(GlueTable table) {
        String region = table.region() == null ? defaultRegion : table.region();
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        if (table.catalogId() != null) {
            input.put("CatalogId", table.catalogId());
        }
        input.put("DatabaseName", table.database());
        if (table.versionId().equals(GlueTable.LATEST)) {
            return GlueTables.read(table, client.call(region, "GetTable", input.put("Name", table.table())));
        }
        input.put("TableName", table.table()).put("VersionId", table.versionId());
        return GlueTables.read(
                table, client.call(region, "GetTableVersion", input).path("TableVersion"));
    }

    /** What was asked so far. */
    public CallCounts counts() {
        return client.counts();
    }

    @Override
    public void close() {
        client.close();
    }
}
