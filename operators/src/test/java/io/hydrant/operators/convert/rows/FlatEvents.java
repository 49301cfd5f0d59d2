package io.hydrant.operators.convert.rows;

import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Events of 20 columns that would be some 540 bytes of JSON each; the same ones each time. */
public final class FlatEvents {
    public static final TableSchema SCHEMA = schema();
    public static final int JSON_BYTES = 540;

    private static final int GROUPS = 5;

    private final Random random = new Random(7);
    private final Rows rows = new Rows();

    private static TableSchema schema() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            columns.add(new Column("count" + i, Primitive.BIGINT));
            columns.add(new Column("ratio" + i, Primitive.DOUBLE));
            columns.add(new Column("at" + i, Primitive.TIMESTAMP));
            columns.add(new Column("path" + i, Primitive.STRING));
        }
        return new TableSchema(columns, "");
    }

    /** Writes so many. */
    public void write(RowWriter writer, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            byte[] record = String.format("/users/%016x/orders/%016x", random.nextLong(), random.nextLong())
                    .getBytes(StandardCharsets.US_ASCII);
            rows.begin(record);
            int first = rows.append(SCHEMA.columns().size());
            for (int group = 0; group < GROUPS; group++) {
                int at = first + 4 * group;
                rows.setLong(at, random.nextInt(1_000_000));
                rows.setDouble(at + 1, random.nextDouble());
                rows.setTimestamp(
                        at + 2, 1_700_000_000L + random.nextInt(10_000_000), random.nextInt(1000) * 1_000_000);
                rows.setBytes(at + 3, group, record.length - group);
            }
            rows.addRow(first);
            writer.write(rows, first);
        }
    }
}
