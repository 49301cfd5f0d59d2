package io.hydrant.bench.deliver;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.jspecify.annotations.Nullable;

/**
 * How far the source of the job in this JVM has read, from the source's own metrics: the same for every contestant, and
 * nothing has to be built into their jobs. A Kinesis stream counts as one partition, whose offsets are record numbers.
 */
public final class SourceProgress implements MetricReporter {
    private static final Map<Integer, Gauge<?>> OFFSETS = new ConcurrentHashMap<>();
    /** What the subtasks of a source without partitions have handed on. */
    private static volatile boolean countsRecords;

    private static final List<Counter> RECORDS = new CopyOnWriteArrayList<>();

    /**
     * Forgets the last job; to be called before the next one starts.
     *
     * @param withoutPartitions whether the next one's source has none, so that its records are counted
     */
    static void forget(boolean withoutPartitions) {
        countsRecords = withoutPartitions;
        OFFSETS.clear();
        RECORDS.clear();
    }

    /** Whether every record before the given offsets, by partition, was handed on by the source. */
    static boolean reached(List<Long> endOffsets) {
        for (int partition = 0; partition < endOffsets.size(); partition++) {
            if (read(partition) < endOffsets.get(partition).longValue()) {
                return false;
            }
        }
        return true;
    }

    /** Share, 0 to 1, of the messages before the given offsets that the source has handed on. */
    static double share(List<Long> endOffsets) {
        double read = 0;
        double all = 0;
        for (int partition = 0; partition < endOffsets.size(); partition++) {
            read += read(partition);
            all += endOffsets.get(partition);
        }
        return read / all;
    }

    /** How many messages of a partition the source has handed on. */
    private static long read(int partition) {
        if (!RECORDS.isEmpty()) {
            return RECORDS.stream().mapToLong(Counter::getCount).sum();
        }
        Gauge<?> gauge = OFFSETS.get(partition);
        // Below 0 before the first.
        return gauge != null && gauge.getValue() instanceof Long last ? Math.max(0, last + 1) : 0;
    }

    private static boolean isSource(@Nullable String operator) {
        return operator != null && operator.startsWith("Source: ");
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String partition = group.getAllVariables().get("<partition>");
        if (name.equals("currentOffset") && partition != null && metric instanceof Gauge<?> gauge) {
            OFFSETS.put(Integer.valueOf(partition), gauge);
        }
        String operator = group.getAllVariables().get("<operator_name>");
        if (countsRecords && name.equals("numRecordsOut") && isSource(operator) && metric instanceof Counter counter) {
            RECORDS.add(counter);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    /** Found by Flink as a service. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new SourceProgress();
        }
    }
}
