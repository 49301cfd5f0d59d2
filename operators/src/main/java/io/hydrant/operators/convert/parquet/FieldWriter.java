package io.hydrant.operators.convert.parquet;

import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;

/**
 * Writes the values of one field into its column, or its columns if it is nested.
 *
 * <p>Repetition is the level of the innermost list in which a value is not the first, 0 in a new row; definition tells how
 * many of the fields around a value, and itself, are there.
 */
interface FieldWriter {
    /**
     * Writes a value.
     *
     * @param node of the field's type; may be null
     */
    void write(Rows rows, int node, int repetition) throws IOException;

    /** Writes that there is nothing, in each of its columns. */
    void writeNull(int repetition, int definition) throws IOException;
}
