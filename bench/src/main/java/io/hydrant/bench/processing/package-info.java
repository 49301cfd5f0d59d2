/** {@code bench/run process}: what the processors cost, alone and in a job. */
@NullMarked
package io.hydrant.bench.processing;

import org.jspecify.annotations.NullMarked;
