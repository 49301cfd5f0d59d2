package io.hydrant.operators.convert.json;

import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
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

/** What ORC's own reader finds in a file, as {@link RowValues} has it. */
final class OrcValues {
    private OrcValues() {}

    static List<Map<String, Object>> read(Path file, List<Column> columns) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Reader reader = OrcFile.createReader(
                        new org.apache.hadoop.fs.Path(file.toUri()),
                        OrcFile.readerOptions(new Configuration(false)).useUTCTimestamp(true));
                RecordReader records = reader.rows()) {
            VectorizedRowBatch batch = reader.getSchema().createRowBatch();
            while (records.nextBatch(batch)) {
                for (int row = 0; row < batch.size; row++) {
                    rows.add(fields(columns, batch.cols, row));
                }
            }
        }
        return rows;
    }

    private static Map<String, Object> fields(List<Column> columns, ColumnVector[] vectors, int row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < vectors.length; i++) {
            values.put(columns.get(i).name(), value(columns.get(i).type(), vectors[i], row));
        }
        return values;
    }

    private static Object value(ColumnType type, ColumnVector vector, int given) {
        int row = vector.isRepeating ? 0 : given;
        if (!vector.noNulls && vector.isNull[row]) {
            return null;
        }
        if (type instanceof Struct struct) {
            return fields(struct.fields(), ((StructColumnVector) vector).fields, row);
        }
        if (type instanceof Array array) {
            ListColumnVector list = (ListColumnVector) vector;
            List<Object> elements = new ArrayList<>();
            for (long i = list.offsets[row]; i < list.offsets[row] + list.lengths[row]; i++) {
                elements.add(value(array.element(), list.child, (int) i));
            }
            return elements;
        }
        if (type instanceof Dictionary dictionary) {
            MapColumnVector map = (MapColumnVector) vector;
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (long i = map.offsets[row]; i < map.offsets[row] + map.lengths[row]; i++) {
                entries.put(value(dictionary.key(), map.keys, (int) i), value(dictionary.value(), map.values, (int) i));
            }
            return entries;
        }
        return scalar(type, vector, row);
    }

    private static Object scalar(ColumnType type, ColumnVector vector, int row) {
        if (vector instanceof BytesColumnVector texts) {
            byte[] bytes =
                    Arrays.copyOfRange(texts.vector[row], texts.start[row], texts.start[row] + texts.length[row]);
            return type == Primitive.BINARY ? ByteBuffer.wrap(bytes) : new String(bytes, StandardCharsets.UTF_8);
        }
        if (vector instanceof DoubleColumnVector doubles) {
            return type == Primitive.FLOAT ? (Object) (float) doubles.vector[row] : doubles.vector[row];
        }
        if (vector instanceof DecimalColumnVector decimals) {
            return decimals.vector[row]
                    .getHiveDecimal()
                    .bigDecimalValue()
                    .setScale(((Decimal) type).scale(), RoundingMode.UNNECESSARY);
        }
        if (vector instanceof TimestampColumnVector times) {
            return Instant.ofEpochSecond(Math.floorDiv(times.time[row], 1000L), times.nanos[row]);
        }
        long number = ((LongColumnVector) vector).vector[row];
        if (type == Primitive.BOOLEAN) {
            return number != 0;
        }
        return type == Primitive.DATE ? LocalDate.ofEpochDay(number) : (Object) number;
    }
}
