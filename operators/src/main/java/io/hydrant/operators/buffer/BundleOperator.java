package io.hydrant.operators.buffer;

import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.batch.GatheringOperator;
import io.hydrant.operators.batch.LocalShard;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Hands large batches on as they are and gathers small ones into larger ones, and gives each the number of a buffer that
 * this very subtask owns.
 *
 * <p>What is gathered is handed on when it is {@link #BUNDLE_BYTES} large, {@link #LINGER_MILLIS} old, before each
 * checkpoint barrier and at the end of input, so the operator holds no state. With {@code flushAtCheckpoint} it also asks
 * for the delivery of everything buffered before each barrier, which is what a buffering interval of 0 s means.
 */
final class BundleOperator extends GatheringOperator {
    /** Batches from this size on are never copied into a bundle: that costs more than the window's work for each of them. */
    static final int LARGE_BYTES = 64 << 10;

    /** A gathered bundle is handed on at this size. */
    static final int BUNDLE_BYTES = 256 << 10;

    /** How long a small batch may wait for company. */
    static final long LINGER_MILLIS = 100;

    private static final long serialVersionUID = 1L;

    private final boolean flushAtCheckpoint;
    private final boolean forgetsOriginals;

    private transient int shard;
    private transient RecordBatchBuilder gathered;
    private transient StreamRecord<Bundle> reused;
    private transient boolean unflushed;

    /**
     * @param flushAtCheckpoint whether all that is buffered is delivered with each checkpoint
     * @param forgetsOriginals whether what records were made of is of no use any more
     */
    BundleOperator(boolean flushAtCheckpoint, boolean forgetsOriginals) {
        this.flushAtCheckpoint = flushAtCheckpoint;
        this.forgetsOriginals = forgetsOriginals;
    }

    @Override
    public void open() throws Exception {
        super.open();
        shard = LocalShard.of(getRuntimeContext().getTaskInfo());
        gathered = new RecordBatchBuilder(BUNDLE_BYTES);
        reused = new StreamRecord<>(null);
    }

    @Override
    public void processElement(StreamRecord<RecordBatch> element) {
        RecordBatch batch = forgetsOriginals ? element.getValue().withoutOriginals() : element.getValue();
        if (batch.payloadLength() >= LARGE_BYTES) {
            handOnGathered();
            emit(batch, false);
            return;
        }
        gathered.addAll(batch);
        if (gathered.payloadLength() >= BUNDLE_BYTES) {
            handOnGathered();
        } else {
            handOnWithin(LINGER_MILLIS);
        }
    }

    @Override
    protected void handOnGathered() {
        if (gathered.size() > 0) {
            emit(gathered.build(), false);
        }
    }

    private void emit(RecordBatch batch, boolean flush) {
        unflushed = !flush;
        output.collect(reused.replace(new Bundle(shard, batch, flush)));
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        super.prepareSnapshotPreBarrier(checkpointId);
        if (flushAtCheckpoint && unflushed) {
            emit(gathered.build(), true);
        }
    }
}
