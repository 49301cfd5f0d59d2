/** The {@code hydrant} command: gateway, ingest log and Flink in one JVM, for laptops, tests and small installations. */
@NullMarked
package io.hydrant.standalone;

import org.jspecify.annotations.NullMarked;
