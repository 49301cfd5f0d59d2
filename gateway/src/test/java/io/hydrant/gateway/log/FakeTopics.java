package io.hydrant.gateway.log;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Topics without a log, of which tests say how far they are written and read. */
public final class FakeTopics implements LogTopics {
    public final Set<String> topics = ConcurrentHashMap.newKeySet();
    /** Streams of which anything was asked or wanted. */
    public final Set<String> asked = ConcurrentHashMap.newKeySet();

    public volatile Map<Integer, Long> ends = Map.of();
    public volatile Map<Integer, Long> delivered = Map.of();

    @Override
    public void create(String stream) {
        asked.add(stream);
        topics.add(stream);
    }

    @Override
    public void delete(String stream) {
        asked.add(stream);
        topics.remove(stream);
    }

    @Override
    public Map<Integer, Long> endOffsets(String stream) {
        asked.add(stream);
        return ends;
    }

    @Override
    public Map<Integer, Long> deliveredOffsets(String stream) {
        asked.add(stream);
        return delivered;
    }
}
