/** The Flink job: one delivery stream from its source to its destination, on one page. */
@NullMarked
package io.hydrant.job;

import org.jspecify.annotations.NullMarked;
