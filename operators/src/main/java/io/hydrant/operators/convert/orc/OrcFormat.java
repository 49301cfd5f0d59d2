package io.hydrant.operators.convert.orc;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.RowFormat;
import io.hydrant.operators.convert.rows.RowWriter;
import java.io.IOException;

/** ORC, with Hive's own types; times are in UTC. */
public final class OrcFormat implements RowFormat {
    private final OutputFormat.Orc options;

    public OrcFormat(OutputFormat.Orc options) {
        this.options = options;
    }

    @Override
    public RowWriter open(TableSchema schema) throws IOException {
        return new OrcRowWriter(options, OrcTypes.struct(schema.columns()));
    }
}
