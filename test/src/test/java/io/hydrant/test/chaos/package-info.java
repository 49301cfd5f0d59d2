/** The oracle: processes are killed while data flows, and afterwards every record is accounted for. */
@NullMarked
package io.hydrant.test.chaos;

import org.jspecify.annotations.NullMarked;
