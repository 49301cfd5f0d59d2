/** Delivery in requests next to what one would use without Hydrant. */
@NullMarked
package io.hydrant.bench.destinations;

import org.jspecify.annotations.NullMarked;
