package io.hydrant.core.record;

/** Says of each record of a batch where it came from. Fast if records are asked for in their order. Not thread-safe. */
public final class RecordCursor {
    private final RecordBatch batch;
    private int originIndex;
    private RecordOrigin origin;
    private int runStart;
    private int inRun;

    /** Stands before the first record. */
    public RecordCursor(RecordBatch batch) {
        this.batch = batch;
        this.origin = batch.origin(0);
    }

    RecordBatch batch() {
        return batch;
    }

    /** Goes to record {@code i}. */
    public RecordCursor moveTo(int i) {
        if (i < runStart) {
            originIndex = 0;
            runStart = 0;
            origin = batch.origin(0);
        }
        while (i >= runStart + origin.count()) {
            runStart += origin.count();
            origin = batch.origin(++originIndex);
        }
        inRun = i - runStart;
        return this;
    }

    /** The record's origin, alone. */
    RecordOrigin single() {
        return origin.single(inRun);
    }

    /** The record's origin as part {@code part}, counted from 1, of what stood there. */
    RecordOrigin single(int part) {
        return origin.single(inRun, part);
    }

    /** Log partition, or number of the shard. */
    public int partition() {
        return origin.partition();
    }

    /** Offset of the log entry or message. */
    public long offset() {
        return origin.offsetOf(inRun);
    }

    /** Index in the log entry; 0 for a message. */
    public int index() {
        return origin.indexOf(inRun);
    }

    /** Number, from 1, of the part that this record is of what stood there; {@link RecordOrigin#WHOLE} if it is all. */
    public int part() {
        return origin.partOf(inRun);
    }

    /** When it arrived, epoch milliseconds. */
    public long arrivalMillis() {
        return origin.arrivalMillis();
    }
}
