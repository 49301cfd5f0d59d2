/** Parquet files, written column by column straight from rows. */
@NullMarked
package io.hydrant.operators.convert.parquet;

import org.jspecify.annotations.NullMarked;
