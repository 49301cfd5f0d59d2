package io.hydrant.bench.deliver;

import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.metrics.reporter.Scheduled;
import org.jspecify.annotations.Nullable;

/** The largest and the longest checkpoint of the job in this JVM, from Flink's own metrics, read ten times a second. */
public final class CheckpointFigures implements MetricReporter, Scheduled {
    private static final AtomicLong BYTES = new AtomicLong();
    private static final AtomicLong MILLIS = new AtomicLong();

    private volatile @Nullable Gauge<?> size;
    private volatile @Nullable Gauge<?> duration;

    /** Forgets the last job; to be called before the next one starts. */
    static void forget() {
        BYTES.set(0);
        MILLIS.set(0);
    }

    static long mostBytes() {
        return BYTES.get();
    }

    static long mostMillis() {
        return MILLIS.get();
    }

    @Override
    public void report() {
        note(size, BYTES);
        note(duration, MILLIS);
    }

    private static void note(@Nullable Gauge<?> gauge, AtomicLong most) {
        if (gauge != null && gauge.getValue() instanceof Long value) {
            most.accumulateAndGet(value, Math::max);
        }
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Gauge<?> gauge) {
            switch (name) {
                case "lastCheckpointFullSize" -> size = gauge;
                case "lastCheckpointDuration" -> duration = gauge;
                default -> {}
            }
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    /** Found by Flink as a service. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new CheckpointFigures();
        }
    }
}
