package io.hydrant.operators.convert.orc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.operators.convert.rows.FlatEvents;
import io.hydrant.operators.convert.rows.ObjectRows;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bound that docs/formats.md states. */
class OrcMemoryTest {
    private static final int BUFFER_BYTES = 128 << 20;
    private static final int STRIPE_BYTES = 64 << 20;
    private static final int STREAM_BYTES = 3 * (256 << 10);
    private static final int STREAMS_PER_COLUMN = 3;
    private static final int STEPS = 20;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.8})
    void aWriterHoldsTheObjectAndBuffersOfEachColumn(double dictionaryThreshold) throws Exception {
        var options = new OutputFormat.Orc(
                STRIPE_BYTES, 256 << 20, 10_000, false, 0.05, "SNAPPY", List.of(), 0.05, dictionaryThreshold, false);
        int columns = FlatEvents.SCHEMA.columns().size();
        var events = new FlatEvents();
        long[] held = new long[STEPS];
        long size;

        try (var writer = new OrcRowWriter(options, OrcTypes.struct(FlatEvents.SCHEMA.columns()))) {
            for (int i = 0; i < STEPS; i++) {
                events.write(writer, BUFFER_BYTES / FlatEvents.JSON_BYTES / STEPS);
                held[i] = writer.bufferedBytes();
            }
            size = ObjectRows.bytes(writer.finish()).length;
        }

        assertThat(size).isLessThan(BUFFER_BYTES);
        for (int i = 0; i < STEPS; i++) {
            assertThat(held[i]).isLessThan(size * (i + 1) / STEPS + (long) columns * STREAMS_PER_COLUMN * STREAM_BYTES);
        }
    }
}
