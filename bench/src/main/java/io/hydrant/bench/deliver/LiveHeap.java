package io.hydrant.bench.deliver;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * The most that the collections of this JVM left in the heap: nearly what a job holds. A young collection leaves some
 * garbage among the old objects, so the figure is an upper bound.
 */
final class LiveHeap {
    private static final AtomicLong MOST = new AtomicLong();

    private LiveHeap() {}

    /** Begins to watch; what was before does not count. */
    static void watch() {
        MOST.set(0);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, unused) -> {
                                if (notification.getUserData() instanceof CompositeData data) {
                                    note(GarbageCollectionNotificationInfo.from(data));
                                }
                            },
                            null,
                            null);
        }
    }

    private static void note(GarbageCollectionNotificationInfo collection) {
        long bytes = collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> pool.getKey().startsWith("G1"))
                .map(Map.Entry::getValue)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        MOST.accumulateAndGet(bytes, Math::max);
    }

    /** Bytes; 0 if nothing was collected. */
    static long mostBytes() {
        return MOST.get();
    }
}
