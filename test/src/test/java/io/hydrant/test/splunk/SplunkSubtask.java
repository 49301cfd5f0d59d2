package io.hydrant.test.splunk;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.sinks.request.Exchange;
import io.hydrant.sinks.request.ExchangeContext;
import io.hydrant.sinks.request.Request;
import io.hydrant.sinks.request.Selection;
import io.hydrant.sinks.request.Verdict;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** What one subtask does with Splunk, one attempt at a time. */
final class SplunkSubtask implements AutoCloseable {
    private static final int LIMIT_SECONDS = 30;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Gauge<?>> gauges = new ConcurrentHashMap<>();
    private final Exchange exchange;

    SplunkSubtask(SplunkSetup setup) throws Exception {
        MetricGroup metrics = new UnregisteredMetricsGroup() {
            @Override
            public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
                gauges.put(name, gauge);
                return gauge;
            }
        };
        exchange = setup.protocol().open(new ExchangeContext(workers, timer, metrics));
    }

    /** Begins to send a request; ends when there is a verdict on all of its records. */
    CompletableFuture<Verdict> begin(RecordBatch... batches) {
        Request request = new Request(UUID.randomUUID(), 0, Selection.of(List.of(batches)));
        return exchange.send(request).thenApply(answer -> answer.of(0));
    }

    /** Sends a request of one record and waits for its verdict. */
    Verdict send(String record) throws Exception {
        return end(begin(SplunkSetup.batch(record)));
    }

    static Verdict end(CompletableFuture<Verdict> begun) throws Exception {
        return begun.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    Object gauge(String name) {
        return gauges.get(name).getValue();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        exchange.close();
    }
}
