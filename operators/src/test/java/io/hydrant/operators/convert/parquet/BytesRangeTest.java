package io.hydrant.operators.convert.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers leave pages and files out by what this says, so it must say what Parquet's own statistics say. */
class BytesRangeTest {
    private static final PrimitiveType TEXT = Types.optional(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named("text");

    private final Random random = new Random(11);

    @Test
    void textsAreOrderedByTheirBytes() {
        for (int i = 0; i < 5000; i++) {
            check(TEXT, new BytesRange(false), 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 9, 16})
    void decimalsAreOrderedAsNumbers(int bytes) {
        PrimitiveType decimal = Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                .length(bytes)
                .as(LogicalTypeAnnotation.decimalType(0, 2))
                .named("decimal");
        for (int i = 0; i < 2000; i++) {
            check(decimal, new BytesRange(true), bytes);
        }
    }

    private void check(PrimitiveType type, BytesRange range, int fixedLength) {
        for (int page = 0; page < 2; page++) {
            Statistics<?> expected = Statistics.createStats(type);
            for (int i = random.nextInt(5); i >= 0; i--) {
                byte[] value = value(fixedLength);
                expected.updateStats(Binary.fromConstantByteArray(value));
                byte[] record = new byte[value.length + 20];
                random.nextBytes(record);
                System.arraycopy(value, 0, record, 7, value.length);
                range.add(record, 7, value.length);
            }
            Statistics<?> found = Statistics.createStats(type);
            range.moveTo(found);
            assertThat(found.getMinBytes()).isEqualTo(expected.getMinBytes());
            assertThat(found.getMaxBytes()).isEqualTo(expected.getMaxBytes());
        }
    }

    /** Many begin alike. */
    private byte[] value(int fixedLength) {
        byte[] value = new byte[fixedLength == 0 ? random.nextInt(12) : fixedLength];
        for (int i = random.nextInt(value.length + 1); i < value.length; i++) {
            value[i] = (byte) (random.nextInt(4) - 2);
        }
        return value;
    }

    @Test
    void nothingIsSaidOfNoValues() {
        Statistics<?> statistics = Statistics.createStats(TEXT);
        new BytesRange(false).moveTo(statistics);
        assertThat(statistics.hasNonNullValue()).isFalse();
    }
}
