/** The bytes of an object: framing and compression. */
@NullMarked
package io.hydrant.sinks.s3.encoding;

import org.jspecify.annotations.NullMarked;
