/** The job jar as Flink's own command line runs it. */
@NullMarked
package io.hydrant.test.job;

import org.jspecify.annotations.NullMarked;
