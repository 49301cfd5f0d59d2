package io.hydrant.core.format;

import io.hydrant.core.schema.TableSchema;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Where the columns come from. */
public sealed interface SchemaReference extends Serializable {
    /**
     * A table in Glue.
     *
     * @param catalogId account whose catalog it is; null for one's own
     * @param database name
     * @param table name
     * @param region null for the deployment's
     * @param versionId {@link #LATEST}, or a version of the table
     */
    record GlueTable(
            @Nullable String catalogId,
            String database,
            String table,
            @Nullable String region,
            String versionId) implements SchemaReference {
        /** The table as it is, followed while the stream runs. */
        public static final String LATEST = "LATEST";
    }

    /** Columns that stand in the definition itself. */
    record Given(TableSchema schema) implements SchemaReference {}
}
