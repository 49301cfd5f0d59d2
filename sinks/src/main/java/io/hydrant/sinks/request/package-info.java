/** What all destinations share that take records in requests: forming them, trying again, giving up. */
@NullMarked
package io.hydrant.sinks.request;

import org.jspecify.annotations.NullMarked;
