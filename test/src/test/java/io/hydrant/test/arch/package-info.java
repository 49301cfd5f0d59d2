/** The rules of the house, checked against the bytecode. */
@NullMarked
package io.hydrant.test.arch;

import org.jspecify.annotations.NullMarked;
