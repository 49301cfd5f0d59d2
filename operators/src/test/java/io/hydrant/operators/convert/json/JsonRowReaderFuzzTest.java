package io.hydrant.operators.convert.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.format.JsonReading;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.ConversionFailure;
import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated records against generated schemas: each becomes the rows that {@link JacksonReading} finds, or fails with the
 * same code. The same reader reads whole and broken records by turns.
 */
class JsonRowReaderFuzzTest {
    private static final int SCHEMAS = 500;
    private static final int RECORDS = 100;

    /** {@code -Dfuzz.seed=} tries others: a build that fails must fail again. */
    static LongStream seeds() {
        return LongStream.of(20260131, Long.getLong("fuzz.seed", 4));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsWhatJacksonReads(long seed) throws IOException {
        Random random = new Random(seed);
        RandomDocuments generator = new RandomDocuments(random);
        Rows rows = new Rows();
        int converted = 0;
        for (int i = 0; i < SCHEMAS; i++) {
            List<Column> columns = generator.columns(0);
            JsonReading reading = generator.reading();
            JsonRowReader reader = new JsonRowReader(new TableSchema(columns, ""), reading);
            JacksonReading oracle = new JacksonReading(columns, reading);
            for (int j = 0; j < RECORDS; j++) {
                byte[] record = generator.record(columns, reading);
                Object expected = oracle.read(record);
                Object found = read(reader, record, columns, rows, random.nextInt(9));
                if (!expected.equals(found)) {
                    assertThat(found)
                            .as("seed %d, %s, %s, record %s", seed, columns, reading, new String(record, UTF_8))
                            .isEqualTo(expected);
                }
                converted += found instanceof List ? 1 : 0;
            }
        }
        assertThat(converted).isBetween(SCHEMAS * RECORDS / 3, SCHEMAS * RECORDS * 9 / 10);
    }

    /** Reads a record that lies between other bytes. */
    private static Object read(JsonRowReader reader, byte[] record, List<Column> columns, Rows rows, int from) {
        byte[] bytes = "{\"\"\":1,\"".repeat(record.length / 8 + 4).getBytes(UTF_8);
        System.arraycopy(record, 0, bytes, from, record.length);
        ConversionFailure failure = reader.read(bytes, from, from + record.length, rows);
        return failure == null ? RowValues.of(rows, columns) : failure.errorCode();
    }
}
