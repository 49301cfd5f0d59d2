package io.hydrant.operators.batch;

import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.RecordBatch;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.jspecify.annotations.Nullable;

/**
 * Brings records together into bundles. What is gathered is handed on after a while, before each checkpoint barrier and at
 * the end of input, so the operator holds no state; and whenever there is enough of it, which is up to those that extend
 * this.
 */
public abstract class GatheringOperator extends AbstractStreamOperator<Bundle>
        implements OneInputStreamOperator<RecordBatch, Bundle>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    private transient @Nullable ScheduledFuture<?> linger;

    protected GatheringOperator() {
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    /** Hands everything on that is gathered, if there is anything. */
    protected abstract void handOnGathered();

    /** Has what is gathered handed on in so many milliseconds at the latest. */
    protected final void handOnWithin(long millis) {
        if (linger == null) {
            long now = getProcessingTimeService().getCurrentProcessingTime();
            linger = getProcessingTimeService().registerTimer(now + millis, time -> {
                linger = null;
                handOnGathered();
            });
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        handOnGathered();
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        // The last watermark makes the buffers deliver what they hold; nothing may come after it.
        handOnGathered();
        super.processWatermark(mark);
    }

    @Override
    public void endInput() {
        handOnGathered();
    }
}
