package io.hydrant.core.record;

/**
 * Where a run of neighbouring records of a batch came from.
 *
 * <p>A run is a part of one log entry (a request's records share its offset and are told apart by their index), or a
 * stretch of messages with consecutive offsets, one record each; or the parts that one such record was taken apart into.
 *
 * @param partition log partition, or the number of the shard
 * @param offset offset of the entry, or of the first message
 * @param firstIndex index in the entry of the first record, or {@link #MESSAGE_PER_RECORD}
 * @param arrivalMillis when the records arrived, epoch milliseconds
 * @param count how many records the run has
 * @param firstPart {@link #WHOLE} if the records are whole; else they are parts of the one record at {@code offset} and
 *     {@code firstIndex}, and this is the number of the first, counted from 1
 */
public record RecordOrigin(int partition, long offset, int firstIndex, long arrivalMillis, int count, int firstPart) {
    /** As {@link #firstIndex}: each record is a message of its own, at {@code offset}, {@code offset + 1}, ... */
    public static final int MESSAGE_PER_RECORD = -1;

    /** As {@link #firstPart}: the run has no parts of a record but whole records. */
    public static final int WHOLE = 0;

    /** A run of whole records. */
    public RecordOrigin(int partition, long offset, int firstIndex, long arrivalMillis, int count) {
        this(partition, offset, firstIndex, arrivalMillis, count, WHOLE);
    }

    /** Offset in the log of the run's record {@code i}, counted from 0. */
    public long offsetOf(int i) {
        return firstIndex == MESSAGE_PER_RECORD && firstPart == WHOLE ? offset + i : offset;
    }

    /** Index within its log entry of the run's record {@code i}, counted from 0. */
    public int indexOf(int i) {
        if (firstIndex == MESSAGE_PER_RECORD) {
            return 0;
        }
        return firstPart == WHOLE ? firstIndex + i : firstIndex;
    }

    /** Number of the part that the run's record {@code i} is, counted from 1; {@link #WHOLE} for a whole record. */
    public int partOf(int i) {
        return firstPart == WHOLE ? WHOLE : firstPart + i;
    }

    /** The run's record {@code i} alone, as part {@code part} of it. */
    RecordOrigin single(int i, int part) {
        int index = firstIndex == MESSAGE_PER_RECORD ? MESSAGE_PER_RECORD : indexOf(i);
        return new RecordOrigin(partition, offsetOf(i), index, arrivalMillis, 1, part);
    }

    /** The run's record {@code i} alone. */
    RecordOrigin single(int i) {
        return single(i, partOf(i));
    }

    /** Whether a single record, as {@link #single} gives it, follows on this run. */
    boolean isFollowedBy(RecordOrigin single) {
        if (partition != single.partition
                || arrivalMillis != single.arrivalMillis
                || (firstIndex == MESSAGE_PER_RECORD) != (single.firstIndex == MESSAGE_PER_RECORD)) {
            return false;
        }
        if (firstPart == WHOLE || single.firstPart == WHOLE) {
            boolean both = firstPart == single.firstPart;
            return firstIndex == MESSAGE_PER_RECORD
                    ? both && offset + count == single.offset
                    : both && offset == single.offset && firstIndex + count == single.firstIndex;
        }
        return offset == single.offset && firstIndex == single.firstIndex && firstPart + count == single.firstPart;
    }
}
