/** The command line of {@code bench/run}: what to measure, with how much data and how often. */
@NullMarked
package io.hydrant.bench;

import org.jspecify.annotations.NullMarked;
