package io.hydrant.test.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;

/** Reads ORC files with ORC's own reader. */
final class OrcRows {
    private OrcRows() {}

    /** The file's type, and its rows as their columns' values with commas between. */
    static List<String> of(Path file) {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        List<String> lines = new ArrayList<>();
        try (Reader reader = OrcFile.createReader(path, OrcFile.readerOptions(new Configuration()))) {
            lines.add(reader.getSchema().toString());
            VectorizedRowBatch batch = reader.getSchema().createRowBatch();
            try (RecordReader rows = reader.rows()) {
                while (rows.nextBatch(batch)) {
                    for (int row = 0; row < batch.size; row++) {
                        lines.add(line(batch, row));
                    }
                }
            }
        } catch (IOException e) {
            throw new AssertionError(file + " is not what ORC can read", e);
        }
        return lines;
    }

    private static String line(VectorizedRowBatch batch, int row) {
        StringBuilder line = new StringBuilder();
        for (ColumnVector column : batch.cols) {
            line.append(line.isEmpty() ? "" : ",");
            column.stringifyValue(line, row);
        }
        return line.toString();
    }
}
