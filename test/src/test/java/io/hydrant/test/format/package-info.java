/** Streams whose records become rows of Parquet, ORC or CSV files. */
@NullMarked
package io.hydrant.test.format;

import org.jspecify.annotations.NullMarked;
