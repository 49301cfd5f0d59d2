package io.hydrant.sinks.redshift;

import io.hydrant.sinks.s3.StagedObject;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Firehose's metrics of Redshift, in its group, and some of Hydrant's own. Counted by the task's thread alone.
 *
 * <pre>
 *  Records, Bytes           copied; bytes before compression
 *  Success                  attempts that copied, of all attempts
 *  DataFreshness            seconds since the oldest record arrived that waits for its COPY; if none does, the age of the
 *                           oldest of the last batch when it was copied
 *  Retries                  attempts but for each batch's first
 *  ObjectsWaiting           published and not copied
 *  SkippedBatches, FailedRecords  given up, named in a manifest
 * </pre>
 */
final class CopyMetrics {
    private static final String GROUP = "DeliveryToRedshift";

    private final Counter records;
    private final Counter bytes;
    private final Counter retries;
    private final Counter skippedBatches;
    private final Counter failedRecords;
    private final LongCounter loaded = new LongCounter();
    private final LongCounter known = new LongCounter();
    private final LongCounter skipped = new LongCounter();
    private volatile double success = 1;
    private volatile int waiting;
    private volatile long oldestArrivalMillis = Long.MAX_VALUE;
    private volatile long lastFreshnessSeconds;
    private long attempts;
    private long successes;

    CopyMetrics(RuntimeContext context) {
        MetricGroup group = context.getMetricGroup().addGroup(GROUP);
        records = group.counter("Records");
        bytes = group.counter("Bytes");
        retries = group.counter("Retries");
        skippedBatches = group.counter("SkippedBatches");
        failedRecords = group.counter("FailedRecords");
        group.gauge("Success", (Gauge<Double>) () -> success);
        group.gauge("DataFreshness", (Gauge<Long>) this::freshnessSeconds);
        group.gauge("ObjectsWaiting", (Gauge<Integer>) () -> waiting);
        context.addAccumulator(RedshiftCopy.LOADED, loaded);
        context.addAccumulator(RedshiftCopy.KNOWN, known);
        context.addAccumulator(RedshiftCopy.SKIPPED, skipped);
    }

    private long freshnessSeconds() {
        long oldest = oldestArrivalMillis;
        return oldest == Long.MAX_VALUE ? lastFreshnessSeconds : secondsSince(oldest);
    }

    private static long secondsSince(long millis) {
        return Math.max(0, (System.currentTimeMillis() - millis) / 1000);
    }

    /** The queue has changed. */
    void waiting(CopyQueue queue) {
        waiting = queue.waiting();
        oldestArrivalMillis = queue.oldestArrivalMillis();
    }

    /** An attempt has ended. */
    void attempted(CopyBatch batch, CopyOutcome outcome) {
        attempts++;
        if (batch.attempts() > 0) {
            retries.inc();
        }
        if (outcome.failure() == null) {
            successes++;
            for (StagedObject object : outcome.loaded()) {
                records.inc(object.records());
                bytes.inc(object.payloadBytes());
                loaded.add(object.records());
            }
            known.add(count(outcome.known()));
            long oldest = batch.objects().stream()
                    .mapToLong(StagedObject::oldestArrivalMillis)
                    .min()
                    .orElse(0);
            lastFreshnessSeconds = secondsSince(oldest);
        }
        success = (double) successes / attempts;
    }

    private static long count(List<StagedObject> objects) {
        return objects.stream().mapToLong(StagedObject::records).sum();
    }

    /** A batch is given up. */
    void skipped(CopyBatch batch) {
        skippedBatches.inc();
        failedRecords.inc(batch.records());
        skipped.add(batch.records());
    }
}
