/** Delivery to S3: a buffer becomes an object, published by two-phase commit. */
@NullMarked
package io.hydrant.sinks.s3;

import org.jspecify.annotations.NullMarked;
