package io.hydrant.sinks.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What outlasts the connection that it was written by.
 *
 * @param transaction that is to be committed; null if there is none, because no row was written
 * @param loads whose records are in it
 */
record Prepared(@Nullable String transaction, List<Load> loads) {
    static final Prepared NOTHING = new Prepared(null, List.of());
}
