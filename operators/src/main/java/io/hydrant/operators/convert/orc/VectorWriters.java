package io.hydrant.operators.convert.orc;

import io.hydrant.operators.convert.rows.Rows;
import java.util.List;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.MapColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.orc.TypeDescription;

/** The writers of all kinds of vectors. */
final class VectorWriters {
    private VectorWriters() {}

    static VectorWriter[] of(List<TypeDescription> types, ColumnVector[] vectors) {
        VectorWriter[] writers = new VectorWriter[vectors.length];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = of(types.get(i), vectors[i]);
        }
        return writers;
    }

    private static VectorWriter of(TypeDescription type, ColumnVector vector) {
        return switch (type.getCategory()) {
            case FLOAT, DOUBLE -> new Doubles((DoubleColumnVector) vector);
            case STRING, CHAR, VARCHAR, BINARY -> new Bytes((BytesColumnVector) vector);
            case TIMESTAMP -> new Timestamps((TimestampColumnVector) vector);
            case DECIMAL ->
                vector instanceof DecimalColumnVector decimals
                        ? new Decimals(decimals)
                        : new Longs((LongColumnVector) vector);
            case STRUCT -> {
                StructColumnVector struct = (StructColumnVector) vector;
                yield new Structs(struct, of(type.getChildren(), struct.fields));
            }
            case LIST -> {
                ListColumnVector list = (ListColumnVector) vector;
                yield new Lists(list, of(type.getChildren().get(0), list.child));
            }
            case MAP -> {
                MapColumnVector map = (MapColumnVector) vector;
                List<TypeDescription> children = type.getChildren();
                yield new Maps(map, of(children.get(0), map.keys), of(children.get(1), map.values));
            }
            default -> new Longs((LongColumnVector) vector);
        };
    }

    private static final class Longs extends VectorWriter {
        private final LongColumnVector vector;

        Longs(LongColumnVector vector) {
            super(vector);
            this.vector = vector;
        }

        @Override
        void writeValue(Rows rows, int node, int index) {
            vector.vector[index] = rows.longAt(node);
        }
    }

    private static final class Doubles extends VectorWriter {
        private final DoubleColumnVector vector;

        Doubles(DoubleColumnVector vector) {
            super(vector);
            this.vector = vector;
        }

        @Override
        void writeValue(Rows rows, int node, int index) {
            vector.vector[index] = rows.doubleAt(node);
        }
    }

    private static final class Bytes extends VectorWriter {
        private final BytesColumnVector vector;

        Bytes(BytesColumnVector vector) {
            super(vector);
            this.vector = vector;
            vector.initBuffer();
        }

        @Override
        void writeValue(Rows rows, int node, int index) {
            if (rows.isReused(node)) {
                vector.setVal(index, rows.bytesOf(node), rows.from(node), rows.length(node));
            } else {
                vector.setRef(index, rows.bytesOf(node), rows.from(node), rows.length(node));
            }
        }
    }

    private static final class Timestamps extends VectorWriter {
        private static final int MILLIS_PER_SECOND = 1000;
        private static final int NANOS_PER_MILLI = 1_000_000;

        private final TimestampColumnVector vector;

        Timestamps(TimestampColumnVector vector) {
            super(vector);
            this.vector = vector;
            vector.setIsUTC(true);
        }

        @Override
        void writeValue(Rows rows, int node, int index) {
            int nanos = rows.nanosAt(node);
            vector.time[index] = rows.longAt(node) * MILLIS_PER_SECOND + nanos / NANOS_PER_MILLI;
            vector.nanos[index] = nanos;
        }
    }

    /** Those of more than 18 digits. */
    private static final class Decimals extends VectorWriter {
        private final DecimalColumnVector vector;

        Decimals(DecimalColumnVector vector) {
            super(vector);
            this.vector = vector;
        }

        @Override
        void writeValue(Rows rows, int node, int index) {
            vector.vector[index].setFromBigIntegerBytesAndScale(
                    rows.bytesOf(node), rows.from(node), rows.length(node), vector.scale);
        }
    }

    private static final class Structs extends VectorWriter {
        private final VectorWriter[] fields;

        Structs(StructColumnVector vector, VectorWriter[] fields) {
            super(vector);
            this.fields = fields;
        }

        @Override
        void writeValue(Rows rows, int node, int index) {
            int first = rows.first(node);
            for (int i = 0; i < fields.length; i++) {
                fields[i].write(rows, first + i, index);
            }
        }
    }

    private static final class Lists extends VectorWriter {
        private final ListColumnVector vector;
        private final VectorWriter elements;

        Lists(ListColumnVector vector, VectorWriter elements) {
            super(vector);
            this.vector = vector;
            this.elements = elements;
        }

        @Override
        void writeValue(Rows rows, int node, int index) {
            int count = rows.count(node);
            int at = vector.childCount;
            vector.offsets[index] = at;
            vector.lengths[index] = count;
            vector.childCount = at + count;
            elements.ensureSize(at + count);
            if (count > 0) {
                for (int i = rows.first(node); i != Rows.NONE; i = rows.next(i)) {
                    elements.write(rows, i, at++);
                }
            }
        }
    }

    private static final class Maps extends VectorWriter {
        private final MapColumnVector vector;
        private final VectorWriter keys;
        private final VectorWriter values;

        Maps(MapColumnVector vector, VectorWriter keys, VectorWriter values) {
            super(vector);
            this.vector = vector;
            this.keys = keys;
            this.values = values;
        }

        @Override
        void writeValue(Rows rows, int node, int index) {
            int count = rows.count(node) / 2;
            int at = vector.childCount;
            vector.offsets[index] = at;
            vector.lengths[index] = count;
            vector.childCount = at + count;
            keys.ensureSize(at + count);
            values.ensureSize(at + count);
            if (count > 0) {
                for (int i = rows.first(node); i != Rows.NONE; ) {
                    keys.write(rows, i, at);
                    i = rows.next(i);
                    values.write(rows, i, at++);
                    i = rows.next(i);
                }
            }
        }
    }
}
