package io.hydrant.operators.convert.rows;

import io.hydrant.core.schema.TableSchema;
import java.io.IOException;
import java.io.Serializable;

/** A format of objects that hold rows. Immutable. */
public interface RowFormat extends Serializable {
    /** Begins an object, all of whose rows are of one schema. */
    RowWriter open(TableSchema schema) throws IOException;
}
