package io.hydrant.operators.dedup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The request ids seen in each log partition in the last minutes, by the log's own time.
 *
 * <p>A partition's ids are kept in generations of a quarter of the window, so that old ones are forgotten by dropping a
 * whole generation. Time is the entries' arrival time and not the clock: reading an old backlog remembers as much as
 * reading live.
 */
final class SeenRequests {
    private static final int GENERATIONS = 4;
    private static final int HEADER = 2;

    private final long windowMillis;
    private final long generationMillis;
    private final Map<Integer, NavigableMap<Long, RequestIdSet>> partitions = new HashMap<>();

    /** @param windowMillis for how long an id is remembered at least */
    SeenRequests(long windowMillis) {
        this.windowMillis = windowMillis;
        this.generationMillis = Math.max(1, windowMillis / GENERATIONS);
    }

    /** Remembers an id; says whether it was seen before in that partition. */
    boolean firstSeen(int partition, long arrivalMillis, long high, long low) {
        NavigableMap<Long, RequestIdSet> generations = partitions.computeIfAbsent(partition, p -> new TreeMap<>());
        for (RequestIdSet generation : generations.values()) {
            if (generation.contains(high, low)) {
                return false;
            }
        }
        generations
                .computeIfAbsent(Math.floorDiv(arrivalMillis, generationMillis), g -> new RequestIdSet())
                .add(high, low);
        forgetOld(generations);
        return true;
    }

    private void forgetOld(NavigableMap<Long, RequestIdSet> generations) {
        long oldestKept = generations.lastKey() - Math.floorDiv(windowMillis, generationMillis) - 1;
        while (generations.firstKey() < oldestKept) {
            generations.pollFirstEntry();
        }
    }

    /** Forgets everything about a partition. */
    void forget(int partition) {
        partitions.remove(partition);
    }

    /** Partitions that ids are remembered of. */
    List<Integer> partitions() {
        return List.copyOf(partitions.keySet());
    }

    /** How many ids are remembered. */
    int size() {
        int size = 0;
        for (NavigableMap<Long, RequestIdSet> generations : partitions.values()) {
            for (RequestIdSet ids : generations.values()) {
                size += ids.size();
            }
        }
        return size;
    }

    /** All that is remembered; one array per partition and generation: partition, generation, then two longs an id. */
    List<long[]> snapshot() {
        List<long[]> state = new ArrayList<>();
        partitions.forEach((partition, generations) -> generations.forEach((generation, ids) -> {
            long[] element = new long[HEADER + 2 * ids.size()];
            element[0] = partition;
            element[1] = generation * generationMillis;
            ids.copyTo(element, HEADER);
            state.add(element);
        }));
        return state;
    }

    /** Adds what {@link #snapshot} gave, here or in another subtask, with this or another length of window. */
    void restore(long[] element) {
        RequestIdSet ids = partitions
                .computeIfAbsent((int) element[0], p -> new TreeMap<>())
                .computeIfAbsent(Math.floorDiv(element[1], generationMillis), g -> new RequestIdSet());
        for (int i = HEADER; i < element.length; i += 2) {
            ids.add(element[i], element[i + 1]);
        }
    }
}
