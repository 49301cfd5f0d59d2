/** JVMs of their own for what is measured and for the broker, and what the processor gave them. */
@NullMarked
package io.hydrant.bench.process;

import org.jspecify.annotations.NullMarked;
