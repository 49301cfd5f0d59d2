package io.hydrant.operators.convert.parquet;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.RowFormat;
import io.hydrant.operators.convert.rows.RowWriter;
import java.io.IOException;

/** Parquet, with types as Hive writes them. */
public final class ParquetFormat implements RowFormat {
    private final OutputFormat.Parquet options;

    public ParquetFormat(OutputFormat.Parquet options) {
        this.options = options;
    }

    @Override
    public RowWriter open(TableSchema schema) throws IOException {
        return new ParquetRowWriter(options, ParquetTypes.message(schema), schema);
    }
}
