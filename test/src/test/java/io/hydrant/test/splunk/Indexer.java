package io.hydrant.test.splunk;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one process of Splunk knows of the data that it took: their ids, counted from 0 in each channel, and whether they
 * are indexed. It forgets an id when it has said so once, and all when it is restarted. Thread-safe.
 */
final class Indexer {
    private final Map<String, Channel> channels = new HashMap<>();
    private final boolean repeating;

    /** @param repeating whether it says of data that are indexed that they are as often as it is asked */
    Indexer(boolean repeating) {
        this.repeating = repeating;
    }

    private static final class Channel {
        private long next;
        private final Map<Long, Long> indexedAtNanos = new TreeMap<>();
    }

    /** Takes data; returns their id. */
    synchronized long take(String channel, @Nullable Duration indexedAfter) {
        Channel known = channels.computeIfAbsent(channel, name -> new Channel());
        long id = known.next++;
        if (indexedAfter != null) {
            known.indexedAtNanos.put(id, System.nanoTime() + indexedAfter.toNanos());
        }
        return id;
    }

    /** Whether data are indexed; no for those that it does not know. */
    synchronized boolean isIndexed(String channel, long id) {
        Channel known = channels.get(channel);
        Long at = known == null ? null : known.indexedAtNanos.get(id);
        if (at == null || System.nanoTime() - at < 0) {
            return false;
        }
        if (!repeating) {
            known.indexedAtNanos.remove(id);
        }
        return true;
    }
}
