package io.hydrant.operators.buffer;

import io.hydrant.core.record.Bundle;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;

/**
 * Firehose's buffering hints as a trigger: a buffer is delivered when it has reached its size, or when its oldest bundle
 * has waited for the interval, whichever comes first; and when input ends.
 *
 * <p>Sizes are bytes before compression. The size reached and the time of delivery are keyed state, so they survive a
 * restore and a change of parallelism. An interval that passed while the job was down fires as soon as it is up.
 */
public final class SizeOrIntervalTrigger extends Trigger<Bundle, GlobalWindow> {
    private static final long serialVersionUID = 1L;

    private final long sizeBytes;
    private final long intervalMillis;
    private final ValueStateDescriptor<Long> sizeState = new ValueStateDescriptor<>("size", Types.LONG);
    private final ValueStateDescriptor<Long> deadlineState = new ValueStateDescriptor<>("deadline", Types.LONG);

    /**
     * @param sizeBytes deliver from this size on
     * @param intervalMillis deliver this long after the first bundle; 0: only when a bundle asks for it
     */
    public SizeOrIntervalTrigger(long sizeBytes, long intervalMillis) {
        this.sizeBytes = sizeBytes;
        this.intervalMillis = intervalMillis;
    }

    @Override
    public TriggerResult onElement(Bundle bundle, long timestamp, GlobalWindow window, TriggerContext context)
            throws Exception {
        ValueState<Long> size = context.getPartitionedState(sizeState);
        Long before = size.value();
        long now = (before == null ? 0 : before) + bundle.batch().payloadLength();
        if (now >= sizeBytes || bundle.flush()) {
            clear(window, context);
            return TriggerResult.FIRE_AND_PURGE;
        }
        if (before == null) {
            startTimers(window, context);
        }
        size.update(now);
        return TriggerResult.CONTINUE;
    }

    private void startTimers(GlobalWindow window, TriggerContext context) throws Exception {
        // Only the last watermark reaches this time: the end of input, or a stop that drains.
        context.registerEventTimeTimer(window.maxTimestamp());
        if (intervalMillis > 0) {
            long deadline = context.getCurrentProcessingTime() + intervalMillis;
            context.registerProcessingTimeTimer(deadline);
            context.getPartitionedState(deadlineState).update(deadline);
        }
    }

    @Override
    public TriggerResult onProcessingTime(long time, GlobalWindow window, TriggerContext context) throws Exception {
        clear(window, context);
        return TriggerResult.FIRE_AND_PURGE;
    }

    @Override
    public TriggerResult onEventTime(long time, GlobalWindow window, TriggerContext context) throws Exception {
        clear(window, context);
        return TriggerResult.FIRE_AND_PURGE;
    }

    @Override
    public void clear(GlobalWindow window, TriggerContext context) throws Exception {
        context.deleteEventTimeTimer(window.maxTimestamp());
        ValueState<Long> deadline = context.getPartitionedState(deadlineState);
        if (deadline.value() != null) {
            context.deleteProcessingTimeTimer(deadline.value());
            deadline.clear();
        }
        context.getPartitionedState(sizeState).clear();
    }

    @Override
    public String toString() {
        return "SizeOrIntervalTrigger(" + sizeBytes + " B, " + intervalMillis + " ms)";
    }
}
