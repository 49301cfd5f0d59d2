/** Buffers by size or interval, whichever comes first: Firehose's buffering hints as a Flink window. */
@NullMarked
package io.hydrant.operators.buffer;

import org.jspecify.annotations.NullMarked;
