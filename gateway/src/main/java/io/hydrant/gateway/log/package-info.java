/** The ingest log: one Kafka topic per delivery stream, written flushed before any caller hears 200. */
@NullMarked
package io.hydrant.gateway.log;

import org.jspecify.annotations.NullMarked;
