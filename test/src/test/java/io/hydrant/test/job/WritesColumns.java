package io.hydrant.test.job;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.orc.OrcFormat;
import io.hydrant.operators.convert.parquet.ParquetFormat;
import io.hydrant.operators.convert.rows.RowFormat;
import io.hydrant.operators.convert.rows.RowWriter;
import io.hydrant.operators.convert.rows.Rows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Writes objects with every codec and gives their first bytes; to be run where there are no other classes than the job's. */
public final class WritesColumns implements Callable<List<String>> {
    private static final TableSchema SCHEMA = new TableSchema(
            List.of(
                    new Column("text", Primitive.STRING),
                    new Column("octets", Primitive.BINARY),
                    new Column("time", Primitive.TIMESTAMP),
                    new Column("day", Primitive.DATE),
                    new Column("price", new ColumnType.Decimal(38, 2)),
                    new Column("map", new ColumnType.Dictionary(Primitive.STRING, Primitive.DOUBLE))),
            "");

    @Override
    public List<String> call() throws Exception {
        List<String> beginnings = new ArrayList<>();
        for (String compression : List.of("UNCOMPRESSED", "SNAPPY", "GZIP")) {
            var options =
                    new OutputFormat.Parquet(64 << 20, 64 << 10, compression, true, 0, compression.equals("GZIP"));
            beginnings.add(beginning(new ParquetFormat(options)));
        }
        for (String compression : List.of("NONE", "SNAPPY", "ZLIB")) {
            boolean old = compression.equals("NONE");
            var options = new OutputFormat.Orc(
                    8 << 20, 64 << 20, 1000, true, 0.05, compression, List.of("text"), 0.05, 0.8, old);
            beginnings.add(beginning(new OrcFormat(options)));
        }
        return beginnings;
    }

    private static String beginning(RowFormat format) throws Exception {
        byte[] record = "a text".getBytes(StandardCharsets.UTF_8);
        Rows rows = new Rows();
        try (RowWriter writer = format.open(SCHEMA)) {
            for (int i = 0; i < 2500; i++) {
                rows.begin(record);
                int row = rows.append(SCHEMA.columns().size());
                int entry = rows.append(2);
                rows.setBytes(row, 0, record.length - i % 3);
                rows.setBytes(row + 1, 0, record.length);
                rows.setTimestamp(row + 2, i, i);
                rows.setLong(row + 3, i);
                rows.setBytes(row + 4, 0, record.length);
                rows.setList(row + 5, entry, 2);
                rows.setBytes(entry, 0, 1);
                rows.setDouble(entry + 1, i);
                rows.setNext(entry, entry + 1);
                writer.write(rows, row);
            }
            return new String(writer.finish().get(0), 0, 3, StandardCharsets.US_ASCII);
        }
    }
}
