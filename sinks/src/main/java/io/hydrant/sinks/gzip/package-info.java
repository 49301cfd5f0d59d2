/** Gzip with the fastest deflater there is, for whatever is delivered compressed. */
@NullMarked
package io.hydrant.sinks.gzip;

import org.jspecify.annotations.NullMarked;
