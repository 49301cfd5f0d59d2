/** The stream type of the whole engine: batches of records in one byte array, with where each record came from. */
@NullMarked
package io.hydrant.core.record;

import org.jspecify.annotations.NullMarked;
