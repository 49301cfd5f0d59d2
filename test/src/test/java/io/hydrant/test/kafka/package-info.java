/** Delivery streams that read Kafka topics, against real brokers. */
@NullMarked
package io.hydrant.test.kafka;

import org.jspecify.annotations.NullMarked;
