/** What the gateway counts and times, for Prometheus, under Firehose's own metric names. */
@NullMarked
package io.hydrant.gateway.metrics;

import org.jspecify.annotations.NullMarked;
