/** The command line: what {@code ./hydrant} understands, and how it says that something is wrong. */
@NullMarked
package io.hydrant.standalone.command;

import org.jspecify.annotations.NullMarked;
