/** Delivers to Splunk's HTTP Event Collector, and waits until the indexers acknowledge what they got. */
@NullMarked
package io.hydrant.sinks.splunk;

import org.jspecify.annotations.NullMarked;
