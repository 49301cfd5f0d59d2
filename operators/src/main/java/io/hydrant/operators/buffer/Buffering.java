package io.hydrant.operators.buffer;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;

/**
 * Buffers a stream by Firehose's buffering hints.
 *
 * <pre>
 *  RecordBatch --bundle--> Bundle --keyed window, size or interval--> Buffer
 *              \______________ one chain, no exchange _______________/
 * </pre>
 *
 * Each subtask has a buffer of its own, as each shard has in Firehose: the hints hold per subtask.
 */
public final class Buffering {
    /** Zero would wait for the next checkpoint. */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final long sizeBytes;
    private final long intervalMillis;
    private final boolean forgetsOriginals;

    /**
     * @param sizeInMBs deliver a buffer at this size, in MiB before compression
     * @param intervalInSeconds deliver it at this age; 0: with the next checkpoint
     */
    public Buffering(int sizeInMBs, int intervalInSeconds) {
        this((long) sizeInMBs << 20, Duration.ofSeconds(intervalInSeconds));
    }

    /**
     * @param sizeBytes deliver a buffer at this size, before compression
     * @param interval deliver it at this age; 0: with the next checkpoint
     */
    public Buffering(long sizeBytes, Duration interval) {
        this(sizeBytes, interval.toMillis(), false);
    }

    private Buffering(long sizeBytes, long intervalMillis, boolean forgetsOriginals) {
        this.sizeBytes = sizeBytes;
        this.intervalMillis = intervalMillis;
        this.forgetsOriginals = forgetsOriginals;
    }

    /**
     * For what does not wait for checkpoints.
     *
     * @param sizeBytes deliver a buffer at this size, before compression
     * @param interval deliver it at this age; 0: at once
     */
    public static Buffering promptly(long sizeBytes, Duration interval) {
        return new Buffering(sizeBytes, interval.isZero() ? AT_ONCE : interval);
    }

    /** The same, but what records were made of is not kept: for where none of them can fail any more. */
    public Buffering withoutOriginals() {
        return new Buffering(sizeBytes, intervalMillis, true);
    }

    /** Attaches the buffer; its two operators get the given constant uids. */
    public SingleOutputStreamOperator<Buffer> attach(
            DataStream<RecordBatch> batches, String bundleUid, String bufferUid) {
        DataStream<Bundle> bundles = batches.transform(
                        "Bundle", BatchTypes.BUNDLE, new BundleOperator(intervalMillis == 0, forgetsOriginals))
                .uid(bundleUid);
        return attach(bundles, bufferUid);
    }

    /** As {@link #attach(DataStream, String, String)}, for bundles that carry the number of a buffer of their subtask. */
    public SingleOutputStreamOperator<Buffer> attach(DataStream<Bundle> bundles, String bufferUid) {
        KeyedStream<Bundle, Integer> keyed =
                DataStreamUtils.reinterpretAsKeyedStream(bundles, Bundle::shard, Types.INT);
        return keyed.window(GlobalWindows.create())
                .trigger(new SizeOrIntervalTrigger(sizeBytes, intervalMillis))
                .apply(new BufferFunction(), BatchTypes.BUFFER)
                .name("Buffer by size or interval")
                .uid(bufferUid);
    }
}
