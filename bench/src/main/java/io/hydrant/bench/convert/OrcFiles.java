package io.hydrant.bench.convert;

import io.hydrant.bench.records.Tally;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.TableSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.MapColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.jspecify.annotations.Nullable;

/** Reads ORC files with ORC's own reader. */
final class OrcFiles {
    private OrcFiles() {}

    /** @throws IllegalStateException if they cannot be read */
    static Tally tally(List<Path> files, TableSchema schema) {
        RowText rows = new RowText(schema.columns());
        try {
            for (Path file : files) {
                read(file, schema.columns(), rows);
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the files cannot be read: " + e.getMessage(), e);
        }
        return rows.tally();
    }

    private static void read(Path file, List<Column> columns, RowText rows) throws IOException, SQLException {
        OrcFile.ReaderOptions options =
                OrcFile.readerOptions(new Configuration()).useUTCTimestamp(true);
        try (Reader reader = OrcFile.createReader(new org.apache.hadoop.fs.Path(file.toUri()), options);
                RecordReader records = reader.rows()) {
            VectorizedRowBatch batch = reader.getSchema().createRowBatch();
            while (records.nextBatch(batch)) {
                for (int row = 0; row < batch.size; row++) {
                    rows.add(fields(columns, batch.cols, row));
                }
            }
        }
    }

    private static List<@Nullable Object> fields(List<Column> columns, ColumnVector[] vectors, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            values.add(value(columns.get(i).type(), vectors[i], row));
        }
        return values;
    }

    private static @Nullable Object value(ColumnType type, ColumnVector vector, int given) {
        int row = vector.isRepeating ? 0 : given;
        if (!vector.noNulls && vector.isNull[row]) {
            return null;
        }
        if (type instanceof ColumnType.Struct struct) {
            return fields(struct.fields(), ((StructColumnVector) vector).fields, row);
        }
        if (type instanceof ColumnType.Array array) {
            ListColumnVector list = (ListColumnVector) vector;
            List<@Nullable Object> elements = new ArrayList<>();
            for (long i = list.offsets[row]; i < list.offsets[row] + list.lengths[row]; i++) {
                elements.add(value(array.element(), list.child, (int) i));
            }
            return elements;
        }
        if (type instanceof ColumnType.Dictionary dictionary) {
            MapColumnVector map = (MapColumnVector) vector;
            Map<@Nullable Object, @Nullable Object> entries = new HashMap<>();
            for (long i = map.offsets[row]; i < map.offsets[row] + map.lengths[row]; i++) {
                entries.put(value(dictionary.key(), map.keys, (int) i), value(dictionary.value(), map.values, (int) i));
            }
            return entries;
        }
        return scalar(type, vector, row);
    }

    private static Object scalar(ColumnType type, ColumnVector vector, int row) {
        if (vector instanceof BytesColumnVector bytes) {
            return new String(bytes.vector[row], bytes.start[row], bytes.length[row], StandardCharsets.UTF_8);
        }
        if (vector instanceof DoubleColumnVector doubles) {
            return doubles.vector[row];
        }
        if (vector instanceof DecimalColumnVector decimals) {
            return decimals.vector[row].getHiveDecimal().bigDecimalValue();
        }
        if (vector instanceof TimestampColumnVector times) {
            return Instant.ofEpochSecond(Math.floorDiv(times.time[row], 1000L), times.nanos[row]);
        }
        long number = ((LongColumnVector) vector).vector[row];
        if (type == Primitive.BOOLEAN) {
            return number != 0;
        }
        return type == Primitive.DATE ? LocalDate.ofEpochDay(number) : number;
    }
}
