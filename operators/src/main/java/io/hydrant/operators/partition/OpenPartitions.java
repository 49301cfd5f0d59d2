package io.hydrant.operators.partition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/** The partitions that a subtask has open, in the order of their last use, and Firehose's metrics of them. */
final class OpenPartitions {
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, OpenPartition> partitions = new LinkedHashMap<>(64, LOAD_FACTOR, true);
    private final List<Map.Entry<String, OpenPartition>> toRestore = new ArrayList<>();
    /** What other threads see. */
    private volatile int count;

    private volatile boolean exceeded;

    /** @param limit of the stream */
    OpenPartitions(int limit, MetricGroup metrics) {
        metrics.gauge("PartitionCount", (Gauge<Integer>) () -> count);
        metrics.gauge("PartitionCountExceeded", (Gauge<Integer>) () -> exceeded ? 1 : 0);
        metrics.gauge("ActivePartitionsLimit", (Gauge<Integer>) () -> limit);
    }

    /** Takes a partition over from a checkpoint. */
    void restore(String partition, OpenPartition open) {
        toRestore.add(Map.entry(partition, open));
    }

    /** Ends the restore: when the partitions were used is not known any more, so the order is that of their deadlines. */
    void restored() {
        toRestore.sort(Comparator.comparingLong(entry -> entry.getValue().deadline));
        toRestore.forEach(entry -> partitions.put(entry.getKey(), entry.getValue()));
        toRestore.clear();
        count = partitions.size();
    }

    /** The open partition, which is the most recently used one from now on; null if it is not open. */
    @Nullable
    OpenPartition use(String partition) {
        return partitions.get(partition);
    }

    String leastRecentlyUsed() {
        return partitions.keySet().iterator().next();
    }

    Collection<String> all() {
        return partitions.keySet();
    }

    void add(String partition, OpenPartition open) {
        partitions.put(partition, open);
        count = partitions.size();
        exceeded = false;
    }

    void remove(String partition) {
        partitions.remove(partition);
        count = partitions.size();
        exceeded = false;
    }

    /** Notes that there was no room for another one. */
    void refused() {
        exceeded = true;
    }

    int count() {
        return partitions.size();
    }
}
