/** Re-driving: what is in a stream's error output, which of it is taken, and where it goes in again. */
@NullMarked
package io.hydrant.job.redrive;

import org.jspecify.annotations.NullMarked;
