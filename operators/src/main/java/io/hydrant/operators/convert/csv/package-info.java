/** Objects of comma-separated values. */
@NullMarked
package io.hydrant.operators.convert.csv;

import org.jspecify.annotations.NullMarked;
