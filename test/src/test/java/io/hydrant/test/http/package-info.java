/** The HTTP endpoint destination against endpoints that keep to Firehose's protocol, or do not. */
@NullMarked
package io.hydrant.test.http;

import org.jspecify.annotations.NullMarked;
