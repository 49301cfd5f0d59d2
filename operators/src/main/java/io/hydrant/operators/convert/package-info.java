/** Record format conversion: makes of a buffer of JSON documents the contents of one object. */
@NullMarked
package io.hydrant.operators.convert;

import org.jspecify.annotations.NullMarked;
