package io.hydrant.operators.convert.parquet;

import io.hydrant.core.schema.ColumnType;
import io.hydrant.operators.convert.rows.Rows;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/** Writes the values of a field that is not nested into its column. */
abstract class LeafWriter implements FieldWriter {
    final ColumnWriter column;
    /** Definition level of a value that is there. */
    final int defined;

    private LeafWriter(ColumnWriter column, int defined) {
        this.column = column;
        this.defined = defined;
    }

    @Override
    public final void write(Rows rows, int node, int repetition) {
        if (rows.isNull(node)) {
            column.writeNull(repetition, defined - 1);
        } else {
            writeValue(rows, node, repetition);
        }
    }

    @Override
    public final void writeNull(int repetition, int definition) {
        column.writeNull(repetition, definition);
    }

    abstract void writeValue(Rows rows, int node, int repetition);

    static LeafWriter of(ColumnType type, ColumnWriter column, int defined) {
        if (type instanceof ColumnType.Decimal decimal) {
            return new Decimals(column, defined, decimal.precision());
        }
        if (!(type instanceof ColumnType.Primitive primitive)) {
            return new Bytes(column, defined);
        }
        return switch (primitive) {
            case BOOLEAN -> new Booleans(column, defined);
            case TINYINT, SMALLINT, INT, DATE -> new Ints(column, defined);
            case BIGINT -> new Longs(column, defined);
            case FLOAT -> new Floats(column, defined);
            case DOUBLE -> new Doubles(column, defined);
            case STRING, BINARY -> new Bytes(column, defined);
            case TIMESTAMP -> new Timestamps(column, defined);
        };
    }

    private static final class Booleans extends LeafWriter {
        Booleans(ColumnWriter column, int defined) {
            super(column, defined);
        }

        @Override
        void writeValue(Rows rows, int node, int repetition) {
            column.write(rows.longAt(node) != 0, repetition, defined);
        }
    }

    private static final class Ints extends LeafWriter {
        Ints(ColumnWriter column, int defined) {
            super(column, defined);
        }

        @Override
        void writeValue(Rows rows, int node, int repetition) {
            column.write((int) rows.longAt(node), repetition, defined);
        }
    }

    private static final class Longs extends LeafWriter {
        Longs(ColumnWriter column, int defined) {
            super(column, defined);
        }

        @Override
        void writeValue(Rows rows, int node, int repetition) {
            column.write(rows.longAt(node), repetition, defined);
        }
    }

    private static final class Floats extends LeafWriter {
        Floats(ColumnWriter column, int defined) {
            super(column, defined);
        }

        @Override
        void writeValue(Rows rows, int node, int repetition) {
            column.write((float) rows.doubleAt(node), repetition, defined);
        }
    }

    private static final class Doubles extends LeafWriter {
        Doubles(ColumnWriter column, int defined) {
            super(column, defined);
        }

        @Override
        void writeValue(Rows rows, int node, int repetition) {
            column.write(rows.doubleAt(node), repetition, defined);
        }
    }

    private static final class Bytes extends LeafWriter {
        Bytes(ColumnWriter column, int defined) {
            super(column, defined);
        }

        @Override
        void writeValue(Rows rows, int node, int repetition) {
            byte[] bytes = rows.bytesOf(node);
            int from = rows.from(node);
            int length = rows.length(node);
            Binary value = rows.isReused(node)
                    ? Binary.fromReusedByteArray(bytes, from, length)
                    : Binary.fromConstantByteArray(bytes, from, length);
            column.write(value, repetition, defined);
        }
    }

    /** Nanoseconds of the day and the Julian day, as Hive and Firehose write times. */
    private static final class Timestamps extends LeafWriter {
        private static final VarHandle LONG =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
        private static final int SECONDS_PER_DAY = 24 * 60 * 60;
        private static final long NANOS_PER_SECOND = 1_000_000_000;
        private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;

        private final byte[] bytes = new byte[Long.BYTES + Integer.BYTES];
        private final Binary value = Binary.fromReusedByteArray(bytes);

        Timestamps(ColumnWriter column, int defined) {
            super(column, defined);
        }

        @Override
        void writeValue(Rows rows, int node, int repetition) {
            long seconds = rows.longAt(node);
            long day = Math.floorDiv(seconds, SECONDS_PER_DAY);
            long nanos = (seconds - day * SECONDS_PER_DAY) * NANOS_PER_SECOND + rows.nanosAt(node);
            LONG.set(bytes, 0, nanos);
            INT.set(bytes, Long.BYTES, (int) day + JULIAN_DAY_OF_EPOCH);
            column.write(value, repetition, defined);
        }
    }

    private static final class Decimals extends LeafWriter {
        private final boolean fitsLong;
        private final byte[] bytes;
        private final Binary value;

        Decimals(ColumnWriter column, int defined, int precision) {
            super(column, defined);
            this.fitsLong = precision <= ColumnType.Decimal.MAX_LONG_PRECISION;
            this.bytes = new byte[ParquetTypes.decimalBytes(precision)];
            this.value = Binary.fromReusedByteArray(bytes);
        }

        @Override
        void writeValue(Rows rows, int node, int repetition) {
            if (fitsLong) {
                long unscaled = rows.longAt(node);
                for (int i = bytes.length - 1; i >= 0; i--) {
                    bytes[i] = (byte) unscaled;
                    unscaled >>= 8;
                }
            } else {
                extendSign(rows.bytesOf(node), rows.from(node), rows.length(node));
            }
            column.write(value, repetition, defined);
        }

        private void extendSign(byte[] number, int from, int length) {
            int sign = length > 0 && number[from] < 0 ? -1 : 0;
            int count = Math.min(length, bytes.length);
            int extension = bytes.length - count;
            for (int i = 0; i < extension; i++) {
                bytes[i] = (byte) sign;
            }
            System.arraycopy(number, from + length - count, bytes, extension, count);
        }
    }
}
