package io.hydrant.operators.convert.orc;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.operators.convert.rows.ContentsStream;
import io.hydrant.operators.convert.rows.RowWriter;
import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.TypeDescription;

/** One ORC file. Rows are handed to its writer many at a time, as ORC wants them. */
final class OrcRowWriter implements RowWriter {
    private final ContentsStream contents = new ContentsStream();
    private final OrcFileWriter file;
    private final VectorizedRowBatch batch;
    private final VectorWriter[] columns;

    OrcRowWriter(OutputFormat.Orc options, TypeDescription schema) throws IOException {
        this.file = new OrcFileWriter(options, schema, contents);
        this.batch = schema.createRowBatchV2();
        this.columns = VectorWriters.of(schema.getChildren(), batch.cols);
    }

    @Override
    public void write(Rows rows, int firstField) throws IOException {
        int row = batch.size++;
        for (int i = 0; i < columns.length; i++) {
            columns[i].write(rows, firstField + i, row);
        }
        if (batch.size == batch.getMaxSize()) {
            endBatch();
        }
    }

    private void endBatch() throws IOException {
        file.write(batch);
        batch.reset();
    }

    /** What is held in memory: the file so far, and the stripe that is being gathered. */
    long bufferedBytes() {
        return contents.position() + file.stripeBytes();
    }

    @Override
    public List<byte[]> finish() throws IOException {
        endBatch();
        file.finish();
        return contents.contents();
    }

    @Override
    public void close() {
        file.close();
    }
}
