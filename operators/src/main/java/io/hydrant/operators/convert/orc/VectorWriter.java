package io.hydrant.operators.convert.orc;

import io.hydrant.operators.convert.rows.Rows;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;

/** Puts the values of one column, or of one field of a nested one, into its vector. */
abstract class VectorWriter {
    private final ColumnVector vector;

    VectorWriter(ColumnVector vector) {
        this.vector = vector;
    }

    /**
     * Puts a value.
     *
     * @param node of the column's type; may be null
     * @param index in the vector, which is large enough
     */
    final void write(Rows rows, int node, int index) {
        if (rows.isNull(node)) {
            vector.noNulls = false;
            vector.isNull[index] = true;
        } else {
            writeValue(rows, node, index);
        }
    }

    abstract void writeValue(Rows rows, int node, int index);

    /** Makes the vector large enough for so many values, and keeps those that are in it. */
    final void ensureSize(int size) {
        int length = vector.isNull.length;
        if (size > length) {
            vector.ensureSize(Math.max(size, 2 * length), true);
        }
    }
}
