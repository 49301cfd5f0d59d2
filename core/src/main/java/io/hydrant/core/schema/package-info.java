/** Columns and their types, in Hive's terms, and what they are read from: Hive DDL, Avro and JSON schemas. */
@NullMarked
package io.hydrant.core.schema;

import org.jspecify.annotations.NullMarked;
