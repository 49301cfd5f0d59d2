/** Reads the JSON documents of a record into rows, straight from the record's bytes. */
@NullMarked
package io.hydrant.operators.convert.json;

import org.jspecify.annotations.NullMarked;
