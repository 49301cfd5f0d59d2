/** Streams whose schema is a table in Glue. */
@NullMarked
package io.hydrant.test.glue;

import org.jspecify.annotations.NullMarked;
