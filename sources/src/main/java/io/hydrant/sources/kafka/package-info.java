/** A topic that others write to, one record per message. */
@NullMarked
package io.hydrant.sources.kafka;

import org.jspecify.annotations.NullMarked;
