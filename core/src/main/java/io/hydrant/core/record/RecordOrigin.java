package io.hydrant.core.record;

/**
 * Where a run of neighbouring records of a batch came from.
 *
 * <p>A run is either a part of one log entry (a request's records share its offset and are told apart by their index), or
 * a stretch of messages with consecutive offsets, one record each.
 *
 * @param partition log partition, or the number of the shard
 * @param offset offset of the entry, or of the first message
 * @param firstIndex index in the entry of the first record, or {@link #MESSAGE_PER_RECORD}
 * @param arrivalMillis when the records arrived, epoch milliseconds
 * @param count how many records the run has
 */
public record RecordOrigin(int partition, long offset, int firstIndex, long arrivalMillis, int count) {
    /** As {@link #firstIndex}: each record is a message of its own, at {@code offset}, {@code offset + 1}, ... */
    public static final int MESSAGE_PER_RECORD = -1;

    /** Offset in the log of the run's record {@code i}, counted from 0. */
    public long offsetOf(int i) {
        return firstIndex == MESSAGE_PER_RECORD ? offset + i : offset;
    }

    /** Index within its log entry of the run's record {@code i}, counted from 0. */
    public int indexOf(int i) {
        return firstIndex == MESSAGE_PER_RECORD ? 0 : firstIndex + i;
    }
}
