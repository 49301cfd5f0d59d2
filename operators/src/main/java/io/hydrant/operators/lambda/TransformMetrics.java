package io.hydrant.operators.lambda;

import io.hydrant.core.record.RecordBatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Firehose's metrics of transformation, and how often an invocation was tried again. Threads of any invocation count.
 *
 * <pre>
 *  ExecuteProcessing.Duration   milliseconds of the latest invocations
 *  ExecuteProcessing.Success    those that succeeded, of all so far
 *  ExecuteProcessing.Retries    attempts but for each invocation's first
 *  SucceedProcessing.Records, SucceedProcessing.Bytes   before transformation, what was Ok or Dropped
 * </pre>
 */
final class TransformMetrics {
    private static final int LATEST = 1000;

    private final DescriptiveStatisticsHistogram duration = new DescriptiveStatisticsHistogram(LATEST);
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong successes = new AtomicLong();
    private final Counter retries;
    private final Counter records;
    private final Counter bytes;

    TransformMetrics(MetricGroup group) {
        MetricGroup execute = group.addGroup("ExecuteProcessing");
        execute.histogram("Duration", duration);
        execute.gauge("Success", (Gauge<Double>) this::success);
        retries = execute.counter("Retries", new ThreadSafeSimpleCounter());
        MetricGroup succeed = group.addGroup("SucceedProcessing");
        records = succeed.counter("Records", new ThreadSafeSimpleCounter());
        bytes = succeed.counter("Bytes", new ThreadSafeSimpleCounter());
    }

    private double success() {
        long all = attempts.get();
        return all == 0 ? 1 : (double) successes.get() / all;
    }

    /** An attempt ended. */
    void attempted(long millis, boolean successful) {
        duration.update(millis);
        attempts.incrementAndGet();
        if (successful) {
            successes.incrementAndGet();
        }
    }

    void retried() {
        retries.inc();
    }

    /** Record {@code i} of a batch was processed. */
    void succeeded(RecordBatch batch, int i) {
        records.inc();
        bytes.inc(batch.end(i) - batch.start(i));
    }
}
