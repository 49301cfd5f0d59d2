/** From Kafka to files: Hydrant's job next to the jobs that one would write without it. */
@NullMarked
package io.hydrant.bench.deliver;

import org.jspecify.annotations.NullMarked;
