/** Delivers records to HTTP endpoints by Firehose's request and response specifications. */
@NullMarked
package io.hydrant.sinks.http;

import org.jspecify.annotations.NullMarked;
