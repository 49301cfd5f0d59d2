package io.hydrant.core.schema;

import java.io.Serializable;
import java.util.List;

/**
 * Columns of a table, in their order.
 *
 * @param columns at least one; their names differ also in lower case
 * @param version of the table in its catalog; empty if it has none
 */
public record TableSchema(List<Column> columns, String version) implements Serializable {
    /** @throws InvalidSchemaException if there is no column, or two have one name */
    public TableSchema {
        columns = List.copyOf(columns);
        Names.check(columns, "column");
    }
}
