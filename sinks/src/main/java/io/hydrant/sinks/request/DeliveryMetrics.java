package io.hydrant.sinks.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
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
public final class DeliveryMetrics {
    private final Counter records;
    private final Counter bytes;
    private final Counter retries;
    private final Counter failed;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong successes = new AtomicLong();
    /** By what stands for a buffer, the arrival of its oldest record. */
    private final Map<Object, Long> inFlight = new ConcurrentHashMap<>();

    private volatile long lastFreshnessSeconds;

    /**
     * Registers them.
     *
     * @param unavailable whether the destination is not there
     */
    public DeliveryMetrics(MetricGroup group, BooleanSupplier unavailable) {
        records = group.counter("Records", new ThreadSafeSimpleCounter());
        bytes = group.counter("Bytes", new ThreadSafeSimpleCounter());
        retries = group.counter("Retries", new ThreadSafeSimpleCounter());
        failed = group.counter("FailedRecords", new ThreadSafeSimpleCounter());
        group.gauge("Success", (Gauge<Double>) this::success);
        group.gauge("DataFreshness", (Gauge<Long>) this::freshnessSeconds);
        group.gauge("BuffersInFlight", (Gauge<Integer>) inFlight::size);
        group.gauge("CircuitOpen", (Gauge<Integer>) () -> unavailable.getAsBoolean() ? 1 : 0);
    }

    private double success() {
        long all = attempts.get();
        return all == 0 ? 1 : (double) successes.get() / all;
    }

    private long freshnessSeconds() {
        long oldest = Long.MAX_VALUE;
        for (long arrival : inFlight.values()) {
            oldest = Math.min(oldest, arrival);
        }
        return oldest == Long.MAX_VALUE ? lastFreshnessSeconds : secondsSince(oldest);
    }

    private static long secondsSince(long millis) {
        return Math.max(0, (System.currentTimeMillis() - millis) / 1000);
    }

    /** The delivery of a buffer begins. */
    public void began(Object buffer, long oldestArrivalMillis) {
        inFlight.put(buffer, oldestArrivalMillis);
    }

    /** The delivery of a buffer that began has ended, in whatever way. */
    public void ended(Object buffer) {
        Long arrival = inFlight.remove(buffer);
        if (arrival != null) {
            lastFreshnessSeconds = secondsSince(arrival);
        }
    }

    /** An attempt has ended. */
    public void attempted(boolean taken, boolean again) {
        attempts.incrementAndGet();
        if (taken) {
            successes.incrementAndGet();
        }
        if (again) {
            retries.inc();
        }
    }

    /** So many records, of so many bytes together, are delivered. */
    public void delivered(long count, long length) {
        records.inc(count);
        bytes.inc(length);
    }

    /** A record goes to the error output. */
    public void failed() {
        failed.inc();
    }
}
