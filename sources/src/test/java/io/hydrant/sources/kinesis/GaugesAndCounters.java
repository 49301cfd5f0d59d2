package io.hydrant.sources.kinesis;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A metric group that can be read: names as a dashboard shows them. */
final class GaugesAndCounters extends UnregisteredMetricsGroup {
    private final Map<String, Object> metrics;
    private final String prefix;

    GaugesAndCounters() {
        this(new HashMap<>(), "");
    }

    private GaugesAndCounters(Map<String, Object> metrics, String prefix) {
        this.metrics = metrics;
        this.prefix = prefix;
    }

    /** Value of a gauge or a counter. */
    long value(String name) {
        Object metric = metrics.get(name);
        return metric instanceof Counter counter ? counter.getCount() : (Long) ((Gauge<?>) metric).getValue();
    }

    @Override
    public MetricGroup addGroup(String name) {
        return new GaugesAndCounters(metrics, prefix + name + ".");
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
        metrics.put(prefix + name, counter);
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        metrics.put(prefix + name, gauge);
        return gauge;
    }
}
