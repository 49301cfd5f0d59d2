package io.hydrant.operators;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A group whose metrics a test can read, by their names with dots between the groups. */
public final class MetricsByName extends UnregisteredMetricsGroup {
    private final String prefix;
    private final Map<String, Counter> counters;
    private final Map<String, Gauge<?>> gauges;

    public MetricsByName() {
        this("", new HashMap<>(), new HashMap<>());
    }

    private MetricsByName(String prefix, Map<String, Counter> counters, Map<String, Gauge<?>> gauges) {
        this.prefix = prefix;
        this.counters = counters;
        this.gauges = gauges;
    }

    @Override
    public MetricGroup addGroup(String name) {
        return new MetricsByName(prefix + name + ".", counters, gauges);
    }

    @Override
    public Counter counter(String name) {
        Counter counter = super.counter(name);
        counters.put(prefix + name, counter);
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        gauges.put(prefix + name, gauge);
        return gauge;
    }

    public long count(String name) {
        return counters.get(name).getCount();
    }

    public Object value(String name) {
        return gauges.get(name).getValue();
    }
}
