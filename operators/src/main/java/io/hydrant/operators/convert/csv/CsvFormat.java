package io.hydrant.operators.convert.csv;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.RowFormat;
import io.hydrant.operators.convert.rows.RowWriter;

/** Comma-separated values. */
public final class CsvFormat implements RowFormat {
    private static final long serialVersionUID = 1L;

    private final OutputFormat.Csv options;

    public CsvFormat(OutputFormat.Csv options) {
        this.options = options;
    }

    @Override
    public RowWriter open(TableSchema schema) {
        return new CsvWriter(schema, options);
    }
}
