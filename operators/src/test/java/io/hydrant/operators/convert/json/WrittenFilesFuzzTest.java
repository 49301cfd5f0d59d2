package io.hydrant.operators.convert.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.format.JsonReading;
import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.orc.OrcFormat;
import io.hydrant.operators.convert.parquet.ParquetFormat;
import io.hydrant.operators.convert.rows.ObjectRows;
import io.hydrant.operators.convert.rows.RowFormat;
import io.hydrant.operators.convert.rows.RowWriter;
import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated records of generated schemas, of which most have columns in columns: what Parquet's and ORC's own readers find in
 * the files is what was read from the records. Pages, row groups and stripes are small, so that each file has many.
 */
class WrittenFilesFuzzTest {
    private static final int SCHEMAS = 60;
    private static final int RECORDS = 1500;

    private final Random random = new Random(20260301);
    private final RandomDocuments generator = new RandomDocuments(random);

    @TempDir
    Path folder;

    @Test
    void parquetHoldsWhatWasRead() throws Exception {
        for (int i = 0; i < SCHEMAS; i++) {
            var options = new OutputFormat.Parquet(
                    random.nextBoolean() ? 256 << 20 : 100 << 10,
                    random.nextBoolean() ? 1 << 20 : 4 << 10,
                    List.of("UNCOMPRESSED", "SNAPPY", "GZIP").get(random.nextInt(3)),
                    random.nextBoolean(),
                    0,
                    random.nextBoolean());
            List<Column> columns = generator.columns(0);
            Path file = folder.resolve("rows.parquet");
            List<Map<String, Object>> expected = write(new ParquetFormat(options), columns, file);
            assertThat(ParquetValues.read(file, columns))
                    .as("%s, %s", options, columns)
                    .isEqualTo(expected);
        }
    }

    @Test
    void orcHoldsWhatWasRead() throws Exception {
        for (int i = 0; i < SCHEMAS; i++) {
            var options = new OutputFormat.Orc(
                    random.nextBoolean() ? 64 << 20 : 100 << 10,
                    256 << 20,
                    random.nextBoolean() ? 10_000 : 200,
                    random.nextBoolean(),
                    0.05,
                    List.of("NONE", "SNAPPY", "ZLIB").get(random.nextInt(3)),
                    List.of(),
                    0.05,
                    random.nextInt(5) / 4.0,
                    random.nextInt(4) == 0);
            List<Column> columns = generator.columns(0);
            Path file = folder.resolve("rows.orc");
            List<Map<String, Object>> expected = write(new OrcFormat(options), columns, file);
            assertThat(OrcValues.read(file, columns))
                    .as("%s, %s", options, columns)
                    .isEqualTo(asOrcTellsThem(expected));
        }
    }

    /** Writes the records that can be read, and gives their values. */
    private List<Map<String, Object>> write(RowFormat format, List<Column> columns, Path file) throws IOException {
        TableSchema schema = new TableSchema(columns, "");
        JsonReading reading = generator.reading();
        JsonRowReader reader = new JsonRowReader(schema, reading);
        Rows rows = new Rows();
        List<Map<String, Object>> written = new ArrayList<>();
        try (RowWriter writer = format.open(schema)) {
            for (int i = 0; i < RECORDS; i++) {
                byte[] record = generator.record(columns, reading);
                if (reader.read(record, 0, record.length, rows) == null) {
                    written.addAll(RowValues.of(rows, columns));
                    for (int row = 0; row < rows.rowCount(); row++) {
                        writer.write(rows, rows.row(row));
                    }
                }
            }
            Files.write(file, ObjectRows.bytes(writer.finish()));
        }
        return written;
    }

    /** ORC takes times in the last second before 1970 for those in the first second after it, from 1 ms on: ORC-763. */
    private static Object asOrcTellsThem(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(WrittenFilesFuzzTest::asOrcTellsThem).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> told = new LinkedHashMap<>();
            map.forEach((key, held) -> told.put(asOrcTellsThem(key), asOrcTellsThem(held)));
            return told;
        }
        boolean ambiguous = value instanceof Instant time && time.getEpochSecond() == -1 && time.getNano() >= 1_000_000;
        return ambiguous ? ((Instant) value).plusSeconds(1) : value;
    }
}
