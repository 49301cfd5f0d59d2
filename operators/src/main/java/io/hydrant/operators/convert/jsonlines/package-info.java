/** Objects with a JSON document on each line. */
@NullMarked
package io.hydrant.operators.convert.jsonlines;

import org.jspecify.annotations.NullMarked;
