/** ORC files, written column by column straight from rows. */
@NullMarked
package io.hydrant.operators.convert.orc;

import org.jspecify.annotations.NullMarked;
