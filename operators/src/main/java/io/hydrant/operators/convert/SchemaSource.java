package io.hydrant.operators.convert;

import io.hydrant.core.schema.TableSchema;
import java.io.Serializable;
import org.apache.flink.metrics.MetricGroup;

/** Where a job learns what columns there are. */
public interface SchemaSource extends Serializable {
    /**
     * Begins to look; called once per subtask.
     *
     * @throws Exception if there is no schema to begin with, in words that say what to do
     */
    SchemaAccess open(MetricGroup metrics) throws Exception;

    /** The schema as it is known. */
    interface SchemaAccess extends AutoCloseable {
        /** The newest schema that is known; never waits for it. */
        TableSchema current();

        @Override
        void close();
    }

    /** A schema that never changes. */
    static SchemaSource of(TableSchema schema) {
        return metrics -> new SchemaAccess() {
            @Override
            public TableSchema current() {
                return schema;
            }

            @Override
            public void close() {
                // Nothing was opened.
            }
        };
    }
}
