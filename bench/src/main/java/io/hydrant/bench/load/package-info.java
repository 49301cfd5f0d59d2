/** Rows into PostgreSQL: Hydrant next to Flink's own JDBC sink. */
@NullMarked
package io.hydrant.bench.load;

import org.jspecify.annotations.NullMarked;
