package io.hydrant.operators.convert.parquet;

import io.hydrant.core.schema.ColumnType;
import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.column.values.ValuesWriter;

/** Writes the values of a field that is not nested into its column. */
abstract class LeafWriter implements FieldWriter {
    final ColumnPages column;
    /** Definition level of a value that is there. */
    private final int defined;

    private LeafWriter(ColumnPages column) {
        this.column = column;
        this.defined = column.maxDefinition();
    }

    @Override
    public final void write(Rows rows, int node, int repetition) throws IOException {
        if (rows.isNull(node)) {
            column.addNull(repetition, defined - 1);
        } else {
            column.addLevels(repetition, defined);
            writeValue(rows, node);
        }
    }

    @Override
    public final void writeNull(int repetition, int definition) throws IOException {
        column.addNull(repetition, definition);
    }

    abstract void writeValue(Rows rows, int node);

    static LeafWriter of(ColumnType type, ColumnPages column) {
        if (type instanceof ColumnType.Decimal decimal) {
            return new Decimals(column, decimal.precision());
        }
        if (!(type instanceof ColumnType.Primitive primitive)) {
            return new Bytes(column);
        }
        return switch (primitive) {
            case BOOLEAN -> new Booleans(column);
            case TINYINT, SMALLINT, INT, DATE -> new Ints(column);
            case BIGINT -> new Longs(column);
            case FLOAT -> new Floats(column);
            case DOUBLE -> new Doubles(column);
            case STRING, BINARY -> new Bytes(column);
            case TIMESTAMP -> new Timestamps(column);
        };
    }

    private static final class Booleans extends LeafWriter {
        private final ValuesWriter values;

        Booleans(ColumnPages column) {
            super(column);
            this.values = column.values();
        }

        @Override
        void writeValue(Rows rows, int node) {
            boolean value = rows.longAt(node) != 0;
            values.writeBoolean(value);
            column.statistics().updateStats(value);
        }
    }

    private static final class Ints extends LeafWriter {
        private final ValuesWriter values;

        Ints(ColumnPages column) {
            super(column);
            this.values = column.values();
        }

        @Override
        void writeValue(Rows rows, int node) {
            int value = (int) rows.longAt(node);
            values.writeInteger(value);
            column.statistics().updateStats(value);
        }
    }

    private static final class Longs extends LeafWriter {
        private final ValuesWriter values;

        Longs(ColumnPages column) {
            super(column);
            this.values = column.values();
        }

        @Override
        void writeValue(Rows rows, int node) {
            long value = rows.longAt(node);
            values.writeLong(value);
            column.statistics().updateStats(value);
        }
    }

    private static final class Floats extends LeafWriter {
        private final ValuesWriter values;

        Floats(ColumnPages column) {
            super(column);
            this.values = column.values();
        }

        @Override
        void writeValue(Rows rows, int node) {
            float value = (float) rows.doubleAt(node);
            values.writeFloat(value);
            column.statistics().updateStats(value);
        }
    }

    private static final class Doubles extends LeafWriter {
        private final ValuesWriter values;

        Doubles(ColumnPages column) {
            super(column);
            this.values = column.values();
        }

        @Override
        void writeValue(Rows rows, int node) {
            double value = rows.doubleAt(node);
            values.writeDouble(value);
            column.statistics().updateStats(value);
        }
    }

    private static final class Bytes extends LeafWriter {
        private final BytesValues values;

        Bytes(ColumnPages column) {
            super(column);
            this.values = column.bytesValues();
        }

        @Override
        void writeValue(Rows rows, int node) {
            values.add(rows.bytesOf(node), rows.from(node), rows.length(node));
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
        private final BytesValues values;

        Timestamps(ColumnPages column) {
            super(column);
            this.values = column.bytesValues();
        }

        @Override
        void writeValue(Rows rows, int node) {
            long seconds = rows.longAt(node);
            long day = Math.floorDiv(seconds, SECONDS_PER_DAY);
            long nanos = (seconds - day * SECONDS_PER_DAY) * NANOS_PER_SECOND + rows.nanosAt(node);
            LONG.set(bytes, 0, nanos);
            INT.set(bytes, Long.BYTES, (int) day + JULIAN_DAY_OF_EPOCH);
            values.add(bytes, 0, bytes.length);
        }
    }

    private static final class Decimals extends LeafWriter {
        private final boolean fitsLong;
        private final byte[] bytes;
        private final BytesValues values;

        Decimals(ColumnPages column, int precision) {
            super(column);
            this.fitsLong = precision <= ColumnType.Decimal.MAX_LONG_PRECISION;
            this.bytes = new byte[ParquetTypes.decimalBytes(precision)];
            this.values = column.bytesValues();
        }

        @Override
        void writeValue(Rows rows, int node) {
            if (fitsLong) {
                long unscaled = rows.longAt(node);
                for (int i = bytes.length - 1; i >= 0; i--) {
                    bytes[i] = (byte) unscaled;
                    unscaled >>= 8;
                }
            } else {
                extendSign(rows.bytesOf(node), rows.from(node), rows.length(node));
            }
            values.add(bytes, 0, bytes.length);
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
