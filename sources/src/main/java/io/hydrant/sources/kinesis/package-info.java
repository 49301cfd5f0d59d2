/** Kinesis data streams, read by Flink's Kinesis connector; nothing outside sees which one it is. */
@NullMarked
package io.hydrant.sources.kinesis;

import org.jspecify.annotations.NullMarked;
