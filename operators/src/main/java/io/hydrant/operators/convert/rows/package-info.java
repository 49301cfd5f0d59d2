/** Rows between the reader of JSON documents and the writers of files. */
@NullMarked
package io.hydrant.operators.convert.rows;

import org.jspecify.annotations.NullMarked;
