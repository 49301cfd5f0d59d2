/** What record format conversion costs, and what Flink SQL takes for the same files. */
@NullMarked
package io.hydrant.bench.convert;

import org.jspecify.annotations.NullMarked;
