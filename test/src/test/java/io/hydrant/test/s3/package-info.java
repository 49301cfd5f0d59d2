/** Delivery to a real S3 server. */
@NullMarked
package io.hydrant.test.s3;

import org.jspecify.annotations.NullMarked;
