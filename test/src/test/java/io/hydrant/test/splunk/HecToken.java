package io.hydrant.test.splunk;

import java.util.Set;
import java.util.UUID;

/**
 * A token that an administrator made in Splunk.
 *
 * @param value what senders show
 * @param enabled whether it is in use
 * @param acknowledging whether indexer acknowledgement is on for it
 * @param indexes that it may write to
 */
record HecToken(String value, boolean enabled, boolean acknowledging, Set<String> indexes) {
    /** One as Firehose needs it, with indexer acknowledgement. */
    static HecToken acknowledged() {
        return new HecToken(UUID.randomUUID().toString(), true, true, Set.of("main"));
    }

    /** One as most senders have it, which know nothing of acknowledgements. */
    static HecToken unacknowledged() {
        return new HecToken(UUID.randomUUID().toString(), true, false, Set.of("main"));
    }

    HecToken disabled() {
        return new HecToken(value, false, acknowledging, indexes);
    }
}
