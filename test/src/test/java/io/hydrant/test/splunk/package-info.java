/** Delivery streams into Splunk, and a double of its HTTP Event Collector: no Splunk can be installed by a build. */
@NullMarked
package io.hydrant.test.splunk;

import org.jspecify.annotations.NullMarked;
