/** The error output: what becomes of a failed record before it is buffered and delivered like any other. */
@NullMarked
package io.hydrant.operators.errors;

import org.jspecify.annotations.NullMarked;
