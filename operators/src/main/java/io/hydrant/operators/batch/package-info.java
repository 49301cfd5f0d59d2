/** How Flink carries batches, bundles and buffers: their type information and serializers. */
@NullMarked
package io.hydrant.operators.batch;

import org.jspecify.annotations.NullMarked;
