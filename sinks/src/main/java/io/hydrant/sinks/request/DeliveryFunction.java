package io.hydrant.sinks.request;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** Has each buffer delivered; how many at a time is the operator's business. */
final class DeliveryFunction extends RichAsyncFunction<Tuple4<Long, Long, Long, Buffer>, FailedRecord> {
    private static final long serialVersionUID = 1L;

    private final Protocol protocol;
    private final RetryRule rule;

    private transient ExecutorService workers;
    private transient ScheduledThreadPoolExecutor timer;
    private transient Exchange exchange;
    private transient Sending sending;
    private transient volatile boolean closed;

    DeliveryFunction(Protocol protocol, RetryRule rule) {
        this.protocol = protocol;
        this.rule = rule;
    }

    @Override
    public void open(OpenContext unused) throws Exception {
        workers = Executors.newCachedThreadPool(threads("delivery-worker"));
        timer = new ScheduledThreadPoolExecutor(1, threads("delivery-timer"));
        timer.setRemoveOnCancelPolicy(true);
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup(protocol.metricGroup());
        ExchangeContext context = new ExchangeContext(workers, timer, group);
        CircuitBreaker breaker = new CircuitBreaker();
        exchange = protocol.open(context);
        sending = new Sending(
                protocol.name(),
                protocol.errorOutputType(),
                exchange,
                rule,
                breaker,
                new DeliveryMetrics(group, breaker::isOpen),
                context);
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void asyncInvoke(Tuple4<Long, Long, Long, Buffer> formed, ResultFuture<FailedRecord> result) {
        CompletableFuture<List<FailedRecord>> unused = BufferDelivery.start(
                        new UUID(formed.f0, formed.f1), formed.f2, formed.f3, sending)
                .whenComplete((failures, error) -> {
                    if (closed) {
                        return;
                    }
                    if (error != null) {
                        result.completeExceptionally(error);
                    } else {
                        result.complete(failures);
                    }
                });
    }

    /** What is in flight is in the checkpoint, and is sent again from there; what is still answered is not heard. */
    @Override
    public void close() {
        closed = true;
        if (timer != null) {
            timer.shutdownNow();
        }
        if (workers != null) {
            workers.shutdownNow();
        }
        if (exchange != null) {
            exchange.close();
        }
    }
}
