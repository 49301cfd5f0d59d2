/** What a stream definition says of record format conversion. */
@NullMarked
package io.hydrant.core.format;

import org.jspecify.annotations.NullMarked;
