/** AppendDelimiterToRecord: ends each record with the same bytes. */
@NullMarked
package io.hydrant.operators.delimiter;

import org.jspecify.annotations.NullMarked;
