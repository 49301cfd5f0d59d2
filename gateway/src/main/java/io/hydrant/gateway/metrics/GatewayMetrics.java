package io.hydrant.gateway.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * All meters of a gateway. A delivery stream has meters from its first put until it is deleted, so the number of time
 * series is bounded by the number of streams, whatever names callers try. Safe for use by many threads.
 */
public final class GatewayMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, StreamMetrics> streams = new ConcurrentHashMap<>();

    /** Meters of a stream, which must exist. */
    public StreamMetrics stream(String name) {
        StreamMetrics metrics = streams.get(name);
        return metrics != null ? metrics : streams.computeIfAbsent(name, added -> new StreamMetrics(registry, added));
    }

    /** Registers a number to be read at each scrape. */
    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /**
     * Counts an answered request.
     *
     * @param operation one of the operations that exist, or a fixed word for anything else
     * @param code {@code OK} or the type of the error
     */
    public void answered(String operation, String code) {
        registry.counter("hydrant.requests", "operation", operation, "code", code)
                .increment();
    }

    /** The state of all meters in Prometheus' text format, without those of streams that are gone. */
    public String scrape(Predicate<String> streamExists) {
        streams.forEach((name, metrics) -> {
            if (!streamExists.test(name) && streams.remove(name, metrics)) {
                metrics.meters().forEach(registry::remove);
            }
        });
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
