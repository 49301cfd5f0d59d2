package io.hydrant.operators.convert;

import io.hydrant.core.format.FormatConversion;
import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.SchemaSource.SchemaAccess;
import io.hydrant.operators.convert.csv.CsvFormat;
import io.hydrant.operators.convert.json.JsonRowReader;
import io.hydrant.operators.convert.jsonlines.JsonLinesConverter;
import io.hydrant.operators.convert.orc.OrcFormat;
import io.hydrant.operators.convert.parquet.ParquetFormat;
import io.hydrant.operators.convert.rows.RecordConverter;
import io.hydrant.operators.convert.rows.RowFormat;
import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/** Makes the converter of each object of a stream. Once opened to be used by one thread. */
final class ObjectConverters implements Serializable, AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final FormatConversion conversion;
    private final @Nullable SchemaSource schemas;

    private transient @Nullable SchemaAccess access;
    private transient @Nullable TableSchema schema;
    private transient @Nullable JsonRowReader reader;
    private transient @Nullable Rows rows;

    ObjectConverters(FormatConversion conversion, @Nullable SchemaSource schemas) {
        this.conversion = conversion;
        this.schemas = schemas;
    }

    /** @throws Exception if there is no schema */
    void open(MetricGroup metrics) throws Exception {
        if (schemas != null) {
            access = schemas.open(metrics);
        }
    }

    /** The converter of the next object, of the newest schema. */
    RecordConverter next() throws IOException {
        if (conversion.output() instanceof OutputFormat.JsonLines) {
            return new JsonLinesConverter();
        }
        if (access == null) {
            throw new IllegalStateException("there is no schema: open comes first");
        }
        TableSchema newest = access.current();
        if (reader == null || rows == null || !newest.equals(schema)) {
            schema = newest;
            rows = new Rows();
            reader = new JsonRowReader(newest, conversion.reading());
        }
        return new RowConverter(reader, rowFormat().open(newest), rows);
    }

    /** Version of the schema of the converter that was given last; empty if it has none. */
    String schemaVersion() {
        return schema == null ? "" : schema.version();
    }

    private RowFormat rowFormat() {
        OutputFormat output = conversion.output();
        if (output instanceof OutputFormat.Parquet parquet) {
            return new ParquetFormat(parquet);
        }
        if (output instanceof OutputFormat.Orc orc) {
            return new OrcFormat(orc);
        }
        if (output instanceof OutputFormat.Csv csv) {
            return new CsvFormat(csv);
        }
        throw new IllegalStateException(output + " is no format of rows");
    }

    @Override
    public void close() {
        if (access != null) {
            access.close();
        }
    }
}
