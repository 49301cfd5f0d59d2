package io.hydrant.bench.deliver;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * How far the Kafka source of the job in this JVM has read, from the source's own metrics: the same for every contestant,
 * and nothing has to be built into their jobs.
 */
public final class SourceProgress implements MetricReporter {
    private static final Map<Integer, Gauge<?>> OFFSETS = new ConcurrentHashMap<>();

    /** Forgets the last job; to be called before the next one starts. */
    static void forget() {
        OFFSETS.clear();
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
        Gauge<?> gauge = OFFSETS.get(partition);
        // Below 0 before the first.
        return gauge != null && gauge.getValue() instanceof Long last ? Math.max(0, last + 1) : 0;
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
