package io.hydrant.job.redrive;

import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts records on their way. The count is state, so it is right when the job ends, however often it was interrupted; it is
 * then an accumulator of the job.
 *
 * <p>It also notes that there has been a checkpoint. A task does not end before it knows of the last checkpoint, so there is
 * a note whenever the job has ended.
 */
final class CountOperator<T> extends AbstractStreamOperator<T> implements OneInputStreamOperator<T, T> {
    private static final long serialVersionUID = 1L;

    private final String accumulator;
    private final SerializableFunction<T, Number> records;
    private final @Nullable Path noteIn;

    private transient LongCounter count;
    private transient ListState<Long> counted;
    private transient boolean noted;

    /**
     * @param accumulator its name
     * @param records how many an element has
     * @param noteIn folder of the redrive, to note checkpoints in; null to note nothing
     */
    CountOperator(String accumulator, SerializableFunction<T, Number> records, @Nullable Path noteIn) {
        this.accumulator = accumulator;
        this.records = records;
        this.noteIn = noteIn;
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        count = new LongCounter();
        counted = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("count", Types.LONG));
        for (Long before : counted.get()) {
            count.add(before.longValue());
        }
        getRuntimeContext().addAccumulator(accumulator, count);
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        count.add(records.apply(element.getValue()).longValue());
        output.collect(element);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        counted.update(List.of(count.getLocalValue()));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        if (noteIn != null && !noted) {
            Redrives.noteCheckpoint(noteIn);
            noted = true;
        }
    }
}
