/** What the sources that read Kafka share. */
@NullMarked
package io.hydrant.sources.consumer;

import org.jspecify.annotations.NullMarked;
