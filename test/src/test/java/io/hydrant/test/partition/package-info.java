/** Dynamic partitioning with as many partitions as it is made for. */
@NullMarked
package io.hydrant.test.partition;

import org.jspecify.annotations.NullMarked;
