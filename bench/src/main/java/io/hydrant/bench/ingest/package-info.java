/** From HTTP to the flushed log: the gateway next to Kafka's own producer. */
@NullMarked
package io.hydrant.bench.ingest;

import org.jspecify.annotations.NullMarked;
