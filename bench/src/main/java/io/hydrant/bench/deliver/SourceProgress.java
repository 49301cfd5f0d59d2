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
            Gauge<?> gauge = OFFSETS.get(partition);
            long last = gauge != null && gauge.getValue() instanceof Long offset ? offset.longValue() : -1;
            if (last + 1 < endOffsets.get(partition).longValue()) {
                return false;
            }
        }
        return true;
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
