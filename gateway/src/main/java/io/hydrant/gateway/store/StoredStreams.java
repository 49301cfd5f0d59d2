package io.hydrant.gateway.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The catalog of what the store held when it was last read. The reconciler refreshes it each second; whoever changes a
 * stream on this gateway refreshes it at once. If the store does not answer, the last known streams stay.
 */
public final class StoredStreams implements StreamCatalog {
    private final StreamStore store;
    private final Map<String, DeliveryStream> streams = new ConcurrentHashMap<>();

    /** Reads the store for the first time. */
    public StoredStreams(StreamStore store) {
        this.store = store;
        refresh();
    }

    @Override
    public @Nullable DeliveryStream find(String name) {
        return streams.get(name);
    }

    /** Reads the store again and gives what it holds, by name. */
    public synchronized List<DeliveryStream> refresh() {
        List<DeliveryStream> now = store.list();
        streams.keySet().retainAll(now.stream().map(DeliveryStream::name).collect(Collectors.toSet()));
        now.forEach(stream -> streams.put(stream.name(), stream));
        return now;
    }
}
