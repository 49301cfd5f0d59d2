package io.hydrant.operators.partition;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records of many partitions that wait to be handed on, without a copy: their batches are kept, and per partition a chain
 * of runs of neighbouring records. A record is copied once, when the bundle of its partition is built. Not thread-safe.
 */
final class GatheredRecords {
    /** A run is four numbers: its batch, its first record, the record after its last, and the run that comes next. */
    private static final int RUN = 4;

    private static final int FROM = 1;
    private static final int TO = 2;
    private static final int NEXT = 3;

    private final RecordBatchBuilder builder;
    private final List<RecordBatch> batches = new ArrayList<>();
    private final List<KnownPartition> partitions = new ArrayList<>();
    private int[] runs = new int[64 * RUN];
    private int runCount;
    private long batchBytes;
    private int waiting;

    /** @param bundleBytes bytes of payload that a bundle is expected to have */
    GatheredRecords(int bundleBytes) {
        this.builder = new RecordBatchBuilder(bundleBytes);
    }

    /** Starts with the records of another batch. */
    void begin(RecordBatch batch) {
        batches.add(batch);
        batchBytes += batch.serializedLength();
        if (batch.hasOriginals()) {
            batchBytes += batch.originals().serializedLength();
        }
    }

    /** Adds record {@code i} of the batch that was begun last. */
    void add(KnownPartition partition, int i) {
        RecordBatch batch = batches.get(batches.size() - 1);
        waiting += partition.firstRun == KnownPartition.NONE ? 1 : 0;
        if (!extendLastRun(partition, i)) {
            addRun(partition, i);
        }
        partition.gatheredBytes += batch.end(i) - batch.start(i);
        if (!partition.listed) {
            partition.listed = true;
            partitions.add(partition);
        }
    }

    private boolean extendLastRun(KnownPartition partition, int i) {
        int last = partition.lastRun * RUN;
        if (last < 0 || runs[last] != batches.size() - 1 || runs[last + TO] != i) {
            return false;
        }
        runs[last + TO]++;
        return true;
    }

    private void addRun(KnownPartition partition, int i) {
        int at = runCount * RUN;
        if (at == runs.length) {
            runs = Arrays.copyOf(runs, runs.length * 2);
        }
        runs[at] = batches.size() - 1;
        runs[at + FROM] = i;
        runs[at + TO] = i + 1;
        runs[at + NEXT] = KnownPartition.NONE;
        if (partition.lastRun == KnownPartition.NONE) {
            partition.firstRun = runCount;
        } else {
            runs[partition.lastRun * RUN + NEXT] = runCount;
        }
        partition.lastRun = runCount++;
    }

    /** The gathered records of a partition, in their order and without their metadata, which are the partition. */
    RecordBatch take(KnownPartition partition) {
        for (int run = partition.firstRun; run != KnownPartition.NONE; run = runs[run * RUN + NEXT]) {
            copy(run * RUN);
        }
        partition.firstRun = KnownPartition.NONE;
        partition.lastRun = KnownPartition.NONE;
        partition.gatheredBytes = 0;
        waiting--;
        return builder.dropMetadata().build();
    }

    private void copy(int run) {
        RecordBatch batch = batches.get(runs[run]);
        int from = runs[run + FROM];
        int to = runs[run + TO];
        if (to - from == batch.size()) {
            builder.addAll(batch);
            return;
        }
        for (int i = from; i < to; i++) {
            builder.add(batch, i);
        }
    }

    /** Bytes of memory that are held. */
    long heldBytes() {
        return batchBytes + (long) runCount * RUN * Integer.BYTES;
    }

    /** Whether any partition has records. */
    boolean isEmpty() {
        return waiting == 0;
    }

    /** The partitions that have records, in the order of their first ones, and some that had. */
    List<KnownPartition> partitions() {
        return partitions;
    }

    /** Lets go of what is held; to be called when no partition has records. */
    void clear() {
        for (KnownPartition partition : partitions) {
            partition.listed = false;
        }
        partitions.clear();
        batches.clear();
        runCount = 0;
        batchBytes = 0;
    }
}
