/** Messages that cannot be records of a delivery stream are told apart from those that can. */
@NullMarked
package io.hydrant.operators.validate;

import org.jspecify.annotations.NullMarked;
