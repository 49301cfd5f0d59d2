package io.hydrant.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.GlueConfig;
import io.hydrant.core.format.SchemaReference.GlueTable;
import io.hydrant.core.schema.TableSchema;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Glue's Data Catalog, or another service with its API. A call is tried up to {@value #ATTEMPTS} times, with growing waits
 * between, as long as the catalog is unavailable. Any thread may call.
 *
 * <p>Of Glue's operations these are two: what must not be rebuilt, signatures and credentials, is the SDK's, and the rest is
 * a client of our own.
 */
public final class GlueCatalog implements AutoCloseable {
    private static final int ATTEMPTS = 4;
    /** Longest wait before the second attempt; doubled with each further one. */
    private static final long FIRST_WAIT_MILLIS = 400;

    private final String defaultRegion;
    private final GlueConnection connection;
    private final CallCounts counts = new CallCounts();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Opens nothing yet: neither the network nor credentials are looked at before the first call.
     *
     * @param deploymentRegion of tables and a configuration that name none
     */
    public GlueCatalog(GlueConfig config, String deploymentRegion) {
        String configured = config.region();
        this.defaultRegion = configured == null ? deploymentRegion : configured;
        this.connection = new GlueConnection(config);
    }

    /**
     * Asks for the columns of a table, in their order; keys of partitions are not among them.
     *
     * @throws TableNotFoundException if there is no such table, or no such version of it
     * @throws CatalogAccessException if it must not be read
     * @throws CatalogUnavailableException if no attempt got an answer; closing the catalog and interrupting the thread end
     *     the wait for one
     * @throws CatalogException if the call is refused, or if the answer says nothing of columns that can be used
     */
    public TableSchema table(GlueTable table) {
        try {
            ObjectNode input = JsonNodeFactory.instance.objectNode();
            if (table.catalogId() != null) {
                input.put("CatalogId", table.catalogId());
            }
            input.put("DatabaseName", table.database());
            if (table.versionId().equals(GlueTable.LATEST)) {
                return GlueTables.read(table, call(table, "GetTable", input.put("Name", table.table())));
            }
            input.put("TableName", table.table()).put("VersionId", table.versionId());
            return GlueTables.read(table, call(table, "GetTableVersion", input).path("TableVersion"));
        } catch (CatalogException e) {
            counts.failed();
            throw e;
        }
    }

    private JsonNode call(GlueTable table, String operation, ObjectNode input) {
        String region = table.region() == null ? defaultRegion : table.region();
        for (int attempt = 1; ; attempt++) {
            counts.attempted(attempt > 1);
            try {
                return connection.call(region, operation, input);
            } catch (CatalogUnavailableException e) {
                if (attempt == ATTEMPTS || !waitAfter(attempt)) {
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
