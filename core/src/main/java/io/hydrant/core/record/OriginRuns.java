package io.hydrant.core.record;

import java.util.Arrays;

/** The origins of a batch that is being put together, in their serialized form: {@link RecordBatch#ORIGIN_BYTES} each. */
final class OriginRuns {
    private byte[] bytes = new byte[4 * RecordBatch.ORIGIN_BYTES];
    private int count;

    int count() {
        return count;
    }

    int byteCount() {
        return count * RecordBatch.ORIGIN_BYTES;
    }

    /** Adds a run; its number of records is set by {@link #setLastCount}. */
    void add(int partition, long offset, int firstIndex, long arrivalMillis) {
        reserve(1);
        RecordBatch.writeOrigin(bytes, byteCount(), partition, offset, firstIndex, arrivalMillis);
        count++;
        setLastCount(0);
    }

    /** Adds one record, to the last run if it follows on that. */
    void add(RecordOrigin single) {
        if (count > 0) {
            RecordOrigin last = RecordBatch.readOrigin(bytes, lastAt());
            if (last.isFollowedBy(single)) {
                setLastCount(last.count() + 1);
                return;
            }
        }
        add(single.partition(), single.offset(), single.firstIndex(), single.arrivalMillis());
        RecordBatch.INT.set(bytes, lastAt() + 28, single.firstPart());
        setLastCount(1);
    }

    /** Adds the runs of a batch; the first joins the last one if both are messages that follow on each other. */
    void addAll(RecordBatch batch) {
        if (batch.originCount() == 1) {
            RecordOrigin only = batch.origin(0);
            if (only.firstIndex() == RecordOrigin.MESSAGE_PER_RECORD
                    && only.firstPart() == RecordOrigin.WHOLE
                    && extendByMessages(only.partition(), only.offset(), only.arrivalMillis(), only.count())) {
                return;
            }
        }
        reserve(batch.originCount());
        System.arraycopy(
                batch.bytes(), batch.originsAt(), bytes, byteCount(), batch.originCount() * RecordBatch.ORIGIN_BYTES);
        count += batch.originCount();
    }

    /** Makes messages that follow on the last run part of it, so that many small messages need one origin. */
    boolean extendByMessages(int partition, long offset, long arrivalMillis, int messages) {
        if (count == 0) {
            return false;
        }
        int last = lastAt();
        int had = (int) RecordBatch.INT.get(bytes, last + 24);
        boolean follows = (int) RecordBatch.INT.get(bytes, last + 20) == RecordOrigin.MESSAGE_PER_RECORD
                && (int) RecordBatch.INT.get(bytes, last + 28) == RecordOrigin.WHOLE
                && (int) RecordBatch.INT.get(bytes, last + 16) == partition
                && (long) RecordBatch.LONG.get(bytes, last + 8) == arrivalMillis
                && (long) RecordBatch.LONG.get(bytes, last) + had == offset;
        if (follows) {
            setLastCount(had + messages);
        }
        return follows;
    }

    void setLastCount(int records) {
        RecordBatch.INT.set(bytes, lastAt() + 24, records);
    }

    private int lastAt() {
        return (count - 1) * RecordBatch.ORIGIN_BYTES;
    }

    private void reserve(int more) {
        int needed = (count + more) * RecordBatch.ORIGIN_BYTES;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, byteCount());
    }

    void clear() {
        count = 0;
    }
}
