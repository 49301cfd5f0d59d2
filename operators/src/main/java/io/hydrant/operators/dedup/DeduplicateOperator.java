package io.hydrant.operators.dedup;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordOrigin;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Lets one log entry per request id through: what an SDK sent again because it got no answer is dropped.
 *
 * <p>The gateway chooses the log partition from the request id, so a retry stands in the same partition as its first try,
 * and the subtask that reads the partition can tell without any exchange. The ids are union list state: after a change of
 * parallelism, whichever subtask gets a partition knows its ids. A subtask cannot tell a partition that it does not own
 * from one that is silent, so it carries the ids of unread partitions on for {@link #UNREAD_KEPT} after a restore.
 *
 * <p>Entries without an id pass untouched.
 */
public final class DeduplicateOperator extends AbstractStreamOperator<RecordBatch>
        implements OneInputStreamOperator<RecordBatch, RecordBatch> {

    /** Metric: entries dropped because their request had been seen. */
    public static final String DUPLICATES_METRIC = "DuplicateRequests";

    static final Duration UNREAD_KEPT = Duration.ofHours(1);

    private static final long serialVersionUID = 1L;

    private final long windowMillis;

    private transient SeenRequests seen;
    private transient ListState<long[]> state;
    private transient Set<Integer> unread;
    private transient long unreadUntilMillis;
    private transient Counter duplicates;

    /** @param window for how long a request id is remembered, by the log's time */
    public DeduplicateOperator(Duration window) {
        this.windowMillis = window.toMillis();
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        seen = new SeenRequests(windowMillis);
        state = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>(
                        "seen-requests", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
        for (long[] element : state.get()) {
            seen.restore(element);
        }
        unread = new HashSet<>(seen.partitions());
        unreadUntilMillis = getProcessingTimeService().getCurrentProcessingTime() + UNREAD_KEPT.toMillis();
        duplicates = getMetricGroup().counter(DUPLICATES_METRIC);
    }

    @Override
    public void processElement(StreamRecord<RecordBatch> element) {
        RecordBatch batch = element.getValue();
        if (!batch.hasRequestId()) {
            output.collect(element);
            return;
        }
        RecordOrigin origin = batch.origin(0);
        if (!unread.isEmpty()) {
            unread.remove(origin.partition());
        }
        if (seen.firstSeen(origin.partition(), origin.arrivalMillis(), batch.requestIdHigh(), batch.requestIdLow())) {
            output.collect(element);
        } else {
            duplicates.inc();
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (!unread.isEmpty() && getProcessingTimeService().getCurrentProcessingTime() > unreadUntilMillis) {
            unread.forEach(seen::forget);
            unread.clear();
        }
        state.update(seen.snapshot());
    }
}
