/** A topic that others write to, in MSK or any Kafka cluster: one record per message. */
@NullMarked
package io.hydrant.sources.kafka;

import org.jspecify.annotations.NullMarked;
