/** Drops log entries of a request that was already seen, so that a client's retry does not double its data. */
@NullMarked
package io.hydrant.operators.dedup;

import org.jspecify.annotations.NullMarked;
