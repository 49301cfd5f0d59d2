package io.hydrant.bench.convert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.bench.records.Tally;
import io.hydrant.core.format.JsonReading;
import io.hydrant.operators.convert.json.JsonRowReader;
import io.hydrant.operators.convert.rows.RowWriter;
import io.hydrant.operators.convert.rows.Rows;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventsTest {
    private static final int COUNT = 2_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void areAboutOneKilobyteAndTheSameEachTime(EventKind kind) {
        Events events = new Events(kind, 1);
        Events again = new Events(kind, 1);
        long bytes = 0;
        for (int i = 0; i < COUNT; i++) {
            String json = events.json(events.next()).toString();
            bytes += json.length();
            assertThat(again.json(again.next()).toString()).isEqualTo(json);
        }
        assertThat(bytes / COUNT).isBetween(900L, 1150L);
    }

    /** What the benchmark's check rests on: files hold what was generated, down to the last value, and it would show. */
    @ParameterizedTest
    @CsvSource({"FLAT, PARQUET", "NESTED, PARQUET", "FLAT, ORC", "NESTED, ORC"})
    void filesAreReadBackToTheSameTally(EventKind kind, FileFormat format) throws Exception {
        Events events = new Events(kind, 1);
        RowText expected = new RowText(kind.schema().columns());
        JsonRowReader reader = new JsonRowReader(kind.schema(), JsonReading.DEFAULT);
        Rows rows = new Rows();
        Path file = folder.resolve("file");
        try (RowWriter writer = format.rowFormat().open(kind.schema());
                OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < COUNT; i++) {
                List<Object> row = events.next();
                expected.add(row);
                byte[] json = events.json(row).toString().getBytes(ISO_8859_1);
                assertThat(reader.read(json, 0, json.length, rows)).isNull();
                writer.write(rows, rows.row(0));
            }
            for (byte[] piece : writer.finish()) {
                out.write(piece);
            }
        }
        Tally read = format.tally(List.of(file), kind.schema());
        assertThat(read).isEqualTo(expected.tally());
        assertThat(read.records()).isEqualTo(COUNT);

        expected.add(events.next());
        assertThat(read).isNotEqualTo(expected.tally());
    }

    @Test
    void columnsOfFlinkAreThoseOfHive() {
        assertThat(FlinkColumns.of(EventKind.FLAT.schema().columns()))
                .startsWith("`event_id` STRING, `ts` TIMESTAMP(3), `day` DATE, `user_id` BIGINT")
                .contains("`price` DECIMAL(10, 2)");
        assertThat(FlinkColumns.of(EventKind.NESTED.schema().columns()))
                .contains("`device` ROW<`agent` STRING, `screen` ROW<`w` INT, `h` INT>>")
                .contains("`attributes` MAP<STRING, STRING>");
        assertThat(EventKind.FLAT.schema().columns()).hasSize(20);
    }
}
