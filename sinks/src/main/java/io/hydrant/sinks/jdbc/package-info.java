/** Rows of tables, written by JDBC: each record once, where the database can prepare transactions. */
@NullMarked
package io.hydrant.sinks.jdbc;

import org.jspecify.annotations.NullMarked;
