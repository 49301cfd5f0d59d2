package io.hydrant.operators.partition;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Buffers each partition until it has its size, or until its oldest bundle has waited for the interval, whichever comes
 * first; or until input ends, or room is needed for another partition. A delivered partition leaves nothing behind.
 *
 * <p>A partition's bundles are entries of a map under numbers from 0, so that adding one is one write, and delivery reads
 * each once, whatever the state backend. How far each partition is stands in memory, some 400 bytes of heap each, and goes
 * into state with a checkpoint. There are no Flink timers: with RocksDB they would be two more tables, each with memory of
 * its own, and as many writes again.
 */
final class PartitionBufferOperator extends AbstractStreamOperator<Buffer>
        implements OneInputStreamOperator<Bundle, Buffer> {

    /** AWS does not document it; it was seen in the error output of real streams. */
    static final String LIMIT_EXCEEDED = "DynamicPartitioning.ActivePartitionsLimitExceeded";

    private static final long serialVersionUID = 1L;

    /** What is not needed of the limit is given back to the other subtasks after so long. */
    private static final long SETTLE_MILLIS = 200;

    /** Of many that are due, so many are delivered before bundles and checkpoint barriers get their turn. */
    private static final int AT_A_TIME = 50;

    private final long sizeBytes;
    private final long intervalMillis;
    private final int limit;
    private final boolean refuses;

    private transient MapState<Long, RecordBatch> bundles;
    private transient ValueState<Tuple3<Long, Long, Long>> progress;
    private transient OpenPartitions open;
    private transient PartitionLimit partitionLimit;
    private transient @Nullable ScheduledFuture<?> settling;
    private transient @Nullable ScheduledFuture<?> nextDelivery;
    private transient long nextDeliveryAt;

    /**
     * @param sizeBytes deliver a partition from this size on
     * @param intervalMillis deliver it this long after its first bundle; 0: with each checkpoint
     * @param limit how many partitions the stream may have open
     * @param refuses whether records of one more fail; if not, the partition that was least recently used is delivered
     */
    PartitionBufferOperator(long sizeBytes, long intervalMillis, int limit, boolean refuses) {
        this.sizeBytes = sizeBytes;
        this.intervalMillis = intervalMillis;
        this.limit = limit;
        this.refuses = refuses;
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        bundles = context.getKeyedStateStore()
                .getMapState(new MapStateDescriptor<>(
                        "bundles",
                        LongSerializer.INSTANCE,
                        BatchTypes.RECORD_BATCH.createSerializer(
                                getExecutionConfig().getSerializerConfig())));
        ValueStateDescriptor<Tuple3<Long, Long, Long>> progressState =
                new ValueStateDescriptor<>("progress", Types.TUPLE(Types.LONG, Types.LONG, Types.LONG));
        progress = context.getKeyedStateStore().getState(progressState);
        open = new OpenPartitions(limit, getMetricGroup());
        this.<String>getKeyedStateBackend()
                .applyToAllKeys(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        progressState,
                        (partition, state) -> open.add(OpenPartition.of(partition, state.value())));
        open.restored();
    }

    @Override
    public void open() throws Exception {
        super.open();
        partitionLimit = limitOfThisSubtask();
        partitionLimit.settle(open.count());
        scheduleNextDelivery();
    }

    private PartitionLimit limitOfThisSubtask() {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        int parallelism = task.getNumberOfParallelSubtasks();
        int subtask = task.getIndexOfThisSubtask();
        if (refuses && parallelism > 1) {
            StreamingRuntimeContext context = getRuntimeContext();
            return new SharedLimit(
                    context.getGlobalAggregateManager(),
                    "active-partitions-" + getOperatorID(),
                    subtask,
                    parallelism,
                    limit,
                    () -> getProcessingTimeService().getCurrentProcessingTime());
        }
        // A share is as good if nothing is refused at it.
        int share = Math.max(1, limit / parallelism + (subtask < limit % parallelism ? 1 : 0));
        return count -> count < share;
    }

    @Override
    public void processElement(StreamRecord<Bundle> element) throws Exception {
        Bundle bundle = element.getValue();
        OpenPartition partition = open.use(bundle.partition());
        if (partition == null) {
            if (!makeRoomForOneMore(bundle.partition())) {
                refuse(bundle.batch());
                return;
            }
            partition = begin(bundle.partition());
        }
        RecordBatch batch = bundle.batch();
        if (partition.bytes() + batch.payloadLength() >= sizeBytes) {
            deliver(partition, batch);
        } else {
            bundles.put(partition.add(batch.payloadLength()), batch);
        }
    }

    private boolean makeRoomForOneMore(String partition) throws Exception {
        while (!partitionLimit.allowsOneMore(open.count())) {
            if (refuses) {
                return false;
            }
            deliver(open.leastRecentlyUsed(), null);
            setCurrentKey(partition);
        }
        return true;
    }

    private void refuse(RecordBatch batch) {
        open.refused();
        long now = getProcessingTimeService().getCurrentProcessingTime();
        for (int i = 0; i < batch.size(); i++) {
            FailedRecord failed = FailedRecord.of(
                    batch,
                    i,
                    Partitioning.ACTIVE_PARTITION_EXCEEDED,
                    LIMIT_EXCEEDED,
                    "The stream has reached its limit of " + limit + " active partitions",
                    1,
                    now,
                    "");
            output.collect(BatchTypes.FAILURES, new StreamRecord<>(failed));
        }
    }

    private OpenPartition begin(String partition) {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        OpenPartition begun = new OpenPartition(partition, intervalMillis == 0 ? Long.MAX_VALUE : now + intervalMillis);
        open.add(begun);
        settleSoon();
        scheduleNextDelivery();
        return begun;
    }

    /** Delivers a partition, with a last bundle that is not in state if there is one. */
    private void deliver(OpenPartition delivered, @Nullable RecordBatch last) throws Exception {
        setCurrentKey(delivered.partition);
        int stored = delivered.bundles();
        RecordBatch[] batches = new RecordBatch[stored + (last == null ? 0 : 1)];
        for (Map.Entry<Long, RecordBatch> bundle : bundles.entries()) {
            batches[bundle.getKey().intValue()] = bundle.getValue();
        }
        if (last != null) {
            batches[stored] = last;
        }
        bundles.clear();
        if (delivered.isInState()) {
            progress.clear();
        }
        open.remove(delivered);
        settleSoon();
        output.collect(new StreamRecord<>(new Buffer(Arrays.asList(batches), "", delivered.partition)));
    }

    private void deliverAll() throws Exception {
        for (OpenPartition partition : open.all()) {
            deliver(partition, null);
        }
    }

    private void scheduleNextDelivery() {
        OpenPartition next = open.next();
        if (next == null || next.deadline == Long.MAX_VALUE) {
            return;
        }
        if (nextDelivery != null) {
            if (nextDeliveryAt <= next.deadline) {
                return;
            }
            nextDelivery.cancel(false);
        }
        nextDeliveryAt = next.deadline;
        nextDelivery = getProcessingTimeService().registerTimer(nextDeliveryAt, this::deliverWhatIsDue);
    }

    private void deliverWhatIsDue(long time) throws Exception {
        nextDelivery = null;
        long now = Math.max(time, getProcessingTimeService().getCurrentProcessingTime());
        int delivered = 0;
        for (OpenPartition next = open.next(); next != null && next.deadline <= now; next = open.next()) {
            if (delivered++ == AT_A_TIME) {
                break;
            }
            deliver(next, null);
        }
        scheduleNextDelivery();
    }

    private void settleSoon() {
        if (settling == null) {
            long now = getProcessingTimeService().getCurrentProcessingTime();
            settling = getProcessingTimeService().registerTimer(now + SETTLE_MILLIS, time -> {
                settling = null;
                partitionLimit.settle(open.count());
            });
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
            // The end of input, or a stop that drains.
            deliverAll();
        }
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        if (intervalMillis == 0) {
            deliverAll();
        }
        partitionLimit.settle(open.count());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        for (OpenPartition partition : open.all()) {
            if (partition.isChanged()) {
                setCurrentKey(partition.partition);
                progress.update(partition.state());
            }
        }
        super.snapshotState(context);
    }
}
