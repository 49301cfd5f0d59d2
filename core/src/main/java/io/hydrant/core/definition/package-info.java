/** What a delivery stream is: CreateDeliveryStream's input, checked as Amazon checks it, and what Hydrant reads from it. */
@NullMarked
package io.hydrant.core.definition;

import org.jspecify.annotations.NullMarked;
