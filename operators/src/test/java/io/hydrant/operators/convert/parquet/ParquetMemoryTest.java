package io.hydrant.operators.convert.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.operators.convert.rows.FlatEvents;
import io.hydrant.operators.convert.rows.ObjectRows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bound that docs/formats.md states. */
class ParquetMemoryTest {
    private static final int BUFFER_BYTES = 128 << 20;
    private static final int PAGE_BYTES = 1 << 20;
    private static final int DICTIONARY_BYTES = 1 << 20;
    private static final int STEPS = 20;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWriterHoldsTheObjectAndOnePageOfEachColumn(boolean dictionary) throws Exception {
        var options = new OutputFormat.Parquet(256 << 20, PAGE_BYTES, "SNAPPY", dictionary, 0, false);
        int columns = FlatEvents.SCHEMA.columns().size();
        var events = new FlatEvents();
        long[] held = new long[STEPS];
        long size;

        try (var writer = new ParquetRowWriter(options, ParquetTypes.message(FlatEvents.SCHEMA), FlatEvents.SCHEMA)) {
            for (int i = 0; i < STEPS; i++) {
                events.write(writer, BUFFER_BYTES / FlatEvents.JSON_BYTES / STEPS);
                held[i] = writer.bufferedBytes();
            }
            size = ObjectRows.bytes(writer.finish()).length;
        }

        long perColumn = PAGE_BYTES + (dictionary ? DICTIONARY_BYTES : 0);
        assertThat(size).isLessThan(BUFFER_BYTES);
        for (int i = 0; i < STEPS; i++) {
            assertThat(held[i]).isLessThan(size * (i + 1) / STEPS + columns * perColumn * 5 / 4);
        }
    }
}
