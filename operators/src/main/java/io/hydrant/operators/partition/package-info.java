/**
 * Dynamic partitioning: records are brought together by the values of their partition keys, and each partition is buffered
 * by Firehose's hints of its own.
 */
@NullMarked
package io.hydrant.operators.partition;

import org.jspecify.annotations.NullMarked;
