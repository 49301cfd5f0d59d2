/** Delivery streams that read from a real Kinesis server, as a process of its own. */
@NullMarked
package io.hydrant.test.kinesis;

import org.jspecify.annotations.NullMarked;
