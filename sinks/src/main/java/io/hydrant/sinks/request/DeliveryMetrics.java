package io.hydrant.sinks.request;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/**
 * Firehose's metrics of a destination, in its group, and some of Hydrant's own. Any thread counts.
 *
 * <pre>
 *  Records, Bytes           delivered
 *  Success                  requests that were taken, of all attempts
 *  DataFreshness            seconds since the oldest record arrived that is not delivered yet; if there is none in flight, the
 *                           age of the oldest of the last buffer when it was delivered
 *  Retries                  attempts but for each request's first
 *  FailedRecords            went to the error output
 *  BuffersInFlight          being delivered
 *  CircuitOpen              1 while the destination is not there
 * </pre>
 */
final class DeliveryMetrics {
    private final Counter records;
    private final Counter bytes;
    private final Counter retries;
    private final Counter failed;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong successes = new AtomicLong();
    private final Set<BufferDelivery> inFlight = ConcurrentHashMap.newKeySet();
    private volatile long lastFreshnessSeconds;

    DeliveryMetrics(MetricGroup group, CircuitBreaker breaker) {
        records = group.counter("Records", new ThreadSafeSimpleCounter());
        bytes = group.counter("Bytes", new ThreadSafeSimpleCounter());
        retries = group.counter("Retries", new ThreadSafeSimpleCounter());
        failed = group.counter("FailedRecords", new ThreadSafeSimpleCounter());
        group.gauge("Success", (Gauge<Double>) this::success);
        group.gauge("DataFreshness", (Gauge<Long>) this::freshnessSeconds);
        group.gauge("BuffersInFlight", (Gauge<Integer>) inFlight::size);
        group.gauge("CircuitOpen", (Gauge<Integer>) () -> breaker.isOpen() ? 1 : 0);
    }

    private double success() {
        long all = attempts.get();
        return all == 0 ? 1 : (double) successes.get() / all;
    }

    private long freshnessSeconds() {
        long oldest = Long.MAX_VALUE;
        for (BufferDelivery buffer : inFlight) {
            oldest = Math.min(oldest, buffer.oldestArrivalMillis());
        }
        return oldest == Long.MAX_VALUE ? lastFreshnessSeconds : secondsSince(oldest);
    }

    private static long secondsSince(long millis) {
        return Math.max(0, (System.currentTimeMillis() - millis) / 1000);
    }

    void began(BufferDelivery buffer) {
        inFlight.add(buffer);
    }

    void ended(BufferDelivery buffer) {
        lastFreshnessSeconds = secondsSince(buffer.oldestArrivalMillis());
        inFlight.remove(buffer);
    }

    void attempted(boolean taken, boolean again) {
        attempts.incrementAndGet();
        if (taken) {
            successes.incrementAndGet();
        }
        if (again) {
            retries.inc();
        }
    }

    void delivered(long count, long length) {
        records.inc(count);
        bytes.inc(length);
    }

    void failed() {
        failed.inc();
    }
}
