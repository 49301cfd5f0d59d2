/**
 * Buffers by size or interval, whichever comes first: Firehose's buffering hints as a Flink window, behind bundles of
 * small batches, so that the window is paid per bundle and not per request.
 */
@NullMarked
package io.hydrant.operators.buffer;

import org.jspecify.annotations.NullMarked;
