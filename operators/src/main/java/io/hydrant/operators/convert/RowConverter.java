package io.hydrant.operators.convert;

import io.hydrant.operators.convert.json.JsonRowReader;
import io.hydrant.operators.convert.rows.ConversionFailure;
import io.hydrant.operators.convert.rows.RecordConverter;
import io.hydrant.operators.convert.rows.RowWriter;
import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the JSON documents of each record as rows, and writes them. */
final class RowConverter implements RecordConverter {
    private final JsonRowReader reader;
    private final RowWriter writer;
    private final Rows rows;

    /**
     * @param reader of the object's schema; serves one converter at a time, as do the rows
     * @param writer of the object
     */
    RowConverter(JsonRowReader reader, RowWriter writer, Rows rows) {
        this.reader = reader;
        this.writer = writer;
        this.rows = rows;
    }

    @Override
    public @Nullable ConversionFailure convert(byte[] bytes, int from, int to) throws IOException {
        ConversionFailure failure = reader.read(bytes, from, to, rows);
        if (failure == null) {
            for (int i = 0; i < rows.rowCount(); i++) {
                writer.write(rows, rows.row(i));
            }
        }
        return failure;
    }

    @Override
    public List<byte[]> finish() throws IOException {
        return writer.finish();
    }

    @Override
    public void close() {
        writer.close();
    }
}
