package io.hydrant.core.schema;

import java.io.Serializable;

/**
 * A column of a table, or a field of a struct.
 *
 * @param name as the schema spells it; Hive's are in lower case
 * @param type what it holds; every column may hold null
 */
public record Column(String name, ColumnType type) implements Serializable {}
