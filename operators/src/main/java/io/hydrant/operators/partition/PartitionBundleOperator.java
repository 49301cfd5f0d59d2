package io.hydrant.operators.partition;

import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.batch.GatheringOperator;
import io.hydrant.operators.partition.KnownPartition.Refusal;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Brings the records of each partition together before they are sent to its buffer, so that the exchange and the buffer are
 * paid per bundle and not per record.
 *
 * <p>A partition's bundle is handed on when it is {@link #BUNDLE_BYTES} large; all are when {@link #GATHERED_BYTES} of
 * memory are held, after a while, before each checkpoint barrier and at the end of input, so the operator holds no state.
 * Records that have no partition, or one that has no place in S3, leave as failed records.
 */
final class PartitionBundleOperator extends GatheringOperator {
    /** A partition with so many bytes needs no more company. */
    static final int BUNDLE_BYTES = 256 << 10;

    /** What all partitions may hold together. */
    static final int GATHERED_BYTES = 16 << 20;

    /** So many partitions are remembered; it bounds the memory for values that come once and never again. */
    static final int KNOWN_PARTITIONS = 1 << 16;

    private static final long serialVersionUID = 1L;

    private final PartitionKeys keys;
    private final ObjectKey objectKey;
    private final long lingerMillis;

    private transient KnownPartitions known;
    private transient GatheredRecords gathered;
    private transient StreamRecord<Bundle> reused;

    /** @param lingerMillis how long a record may wait for company */
    PartitionBundleOperator(PartitionKeys keys, ObjectKey objectKey, long lingerMillis) {
        this.keys = keys;
        this.objectKey = objectKey;
        this.lingerMillis = lingerMillis;
    }

    /** Many partitions make small bundles, so they wait longer than without partitions; but not long for the interval. */
    static long lingerMillis(long intervalMillis) {
        return Math.max(100, Math.min(1000, intervalMillis / 60));
    }

    @Override
    public void open() throws Exception {
        super.open();
        known = new KnownPartitions(keys, objectKey);
        gathered = new GatheredRecords(BUNDLE_BYTES);
        reused = new StreamRecord<>(null);
    }

    @Override
    public void processElement(StreamRecord<RecordBatch> element) {
        gather(element.getValue());
        if (gathered.isEmpty()) {
            gathered.clear();
        } else if (gathered.heldBytes() >= GATHERED_BYTES) {
            handOnGathered();
        } else {
            handOnWithin(lingerMillis);
        }
        if (known.size() >= KNOWN_PARTITIONS) {
            handOnGathered();
            known.clear();
        }
    }

    private void gather(RecordBatch batch) {
        byte[] bytes = batch.bytes();
        gathered.begin(batch);
        KnownPartition partition = null;
        for (int i = 0; i < batch.size(); i++) {
            int from = batch.metadataStart(i);
            int to = batch.metadataEnd(i);
            // Neighbours are often alike.
            if (partition == null || !partition.holds(bytes, from, to)) {
                partition = known.of(bytes, from, to);
            }
            if (partition.refusal != null) {
                fail(batch, i, partition.refusal);
                continue;
            }
            gathered.add(partition, i);
            if (partition.gatheredBytes >= BUNDLE_BYTES) {
                handOn(partition);
            }
        }
    }

    private void fail(RecordBatch batch, int i, Refusal refusal) {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        FailedRecord failed = FailedRecord.of(
                batch, i, refusal.outputType(), refusal.errorCode(), refusal.errorMessage(), 1, now, "");
        output.collect(BatchTypes.FAILURES, new StreamRecord<>(failed));
    }

    private void handOn(KnownPartition partition) {
        RecordBatch records = gathered.take(partition);
        output.collect(reused.replace(Bundle.ofPartition(partition.partition, records)));
    }

    @Override
    protected void handOnGathered() {
        for (KnownPartition partition : gathered.partitions()) {
            if (partition.firstRun != KnownPartition.NONE) {
                handOn(partition);
            }
        }
        gathered.clear();
    }
}
