package io.hydrant.operators.partition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/** The partitions that a subtask has open, by last use and by deadline, and Firehose's metrics of them. */
final class OpenPartitions {
    private static final float LOAD_FACTOR = 0.75f;
    private static final Comparator<OpenPartition> BY_DEADLINE =
            Comparator.comparingLong((OpenPartition open) -> open.deadline).thenComparing(open -> open.partition);

    private final Map<String, OpenPartition> byUse = new LinkedHashMap<>(64, LOAD_FACTOR, true);
    private final TreeSet<OpenPartition> byDeadline = new TreeSet<>(BY_DEADLINE);
    /** What other threads see. */
    private volatile int count;

    private volatile boolean exceeded;

    /** @param limit of the stream */
    OpenPartitions(int limit, MetricGroup metrics) {
        metrics.gauge("PartitionCount", (Gauge<Integer>) () -> count);
        metrics.gauge("PartitionCountExceeded", (Gauge<Integer>) () -> exceeded ? 1 : 0);
        metrics.gauge("ActivePartitionsLimit", (Gauge<Integer>) () -> limit);
    }

    /** Ends a restore: when the partitions were used is not known any more, so the order is that of their deadlines. */
    void restored() {
        byUse.clear();
        byDeadline.forEach(open -> byUse.put(open.partition, open));
    }

    /** The open partition, which is the most recently used one from now on; null if it is not open. */
    @Nullable
    OpenPartition use(String partition) {
        return byUse.get(partition);
    }

    OpenPartition leastRecentlyUsed() {
        return byUse.values().iterator().next();
    }

    /** The one that has to be delivered next; null if none is open. */
    @Nullable
    OpenPartition next() {
        return byDeadline.isEmpty() ? null : byDeadline.first();
    }

    /** All of them, as they are now. */
    List<OpenPartition> all() {
        return new ArrayList<>(byDeadline);
    }

    void add(OpenPartition open) {
        byUse.put(open.partition, open);
        byDeadline.add(open);
        changed();
    }

    void remove(OpenPartition open) {
        byUse.remove(open.partition);
        byDeadline.remove(open);
        changed();
    }

    private void changed() {
        count = byUse.size();
        exceeded = false;
    }

    /** Notes that there was no room for another one. */
    void refused() {
        exceeded = true;
    }

    int count() {
        return byUse.size();
    }
}
