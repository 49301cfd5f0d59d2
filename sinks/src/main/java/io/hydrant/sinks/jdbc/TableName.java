package io.hydrant.sinks.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * A table's name.
 *
 * @param schema or database that it is in; null: where a new connection is
 * @param name of the table
 */
record TableName(@Nullable String schema, String name) {
    /** Of a name with or without schema and dot. */
    static TableName of(String given) {
        int dot = given.indexOf('.');
        return dot < 0 ? new TableName(null, given) : new TableName(given.substring(0, dot), given.substring(dot + 1));
    }
}
