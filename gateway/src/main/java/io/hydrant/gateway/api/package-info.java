/** The Firehose API's control operations, one class each. */
@NullMarked
package io.hydrant.gateway.api;

import org.jspecify.annotations.NullMarked;
