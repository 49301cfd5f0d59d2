package io.hydrant.sinks.request;

import io.hydrant.core.record.RecordBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Some of the records of a buffer, in their order. Immutable. */
public final class Selection {
    /** No records. */
    static final Selection NONE = of(List.of());

    private final List<RecordBatch> batches;
    /** Per batch the indexes of its records that belong to it; null: all. */
    private final int @Nullable [][] picked;

    private final int size;
    private final long payloadLength;

    private Selection(List<RecordBatch> batches, int @Nullable [][] picked, int size, long payloadLength) {
        this.batches = batches;
        this.picked = picked;
        this.size = size;
        this.payloadLength = payloadLength;
    }

    /** All records of some batches. */
    public static Selection of(List<RecordBatch> batches) {
        int size = 0;
        long length = 0;
        for (RecordBatch batch : batches) {
            size += batch.size();
            length += batch.payloadLength();
        }
        return new Selection(batches, null, size, length);
    }

    /** How many records there are. */
    public int size() {
        return size;
    }

    /** Bytes of all of them together. */
    public long payloadLength() {
        return payloadLength;
    }

    /** Whether any record has more than so many bytes; looks only at batches that may hold such a one. */
    public boolean isAnyLongerThan(int bytes) {
        for (int b = 0; b < batches.size(); b++) {
            RecordBatch batch = batches.get(b);
            int count = batch.payloadLength() > bytes ? count(b) : 0;
            for (int n = 0; n < count; n++) {
                int i = index(b, n);
                if (batch.end(i) - batch.start(i) > bytes) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many records of batch {@code b} belong to it. */
    private int count(int b) {
        return picked == null ? batches.get(b).size() : picked[b].length;
    }

    /** Index in batch {@code b} of the {@code n}th record that belongs to it. */
    private int index(int b, int n) {
        return picked == null ? n : picked[b][n];
    }

    /** Takes a record: that with index {@code i} of a batch. */
    @FunctionalInterface
    public interface Visitor {
        void visit(RecordBatch batch, int i) throws IOException;
    }

    /** Takes a stretch of bytes. */
    @FunctionalInterface
    public interface BytesVisitor {
        void visit(byte[] bytes, int offset, int length) throws IOException;
    }

    /** Hands out each record. */
    public void forEach(Visitor visitor) throws IOException {
        for (int b = 0; b < batches.size(); b++) {
            RecordBatch batch = batches.get(b);
            int count = count(b);
            for (int n = 0; n < count; n++) {
                visitor.visit(batch, index(b, n));
            }
        }
    }

    /** Walks the records one after the other, for who cannot take them all at once. */
    public Cursor cursor() {
        return new Cursor();
    }

    /** Stands before the first record at first; then the rest holds of the record that it stands at. Used by one thread. */
    public final class Cursor {
        private int nextBatch;
        private int number;
        private int count;
        private int @Nullable [] indexes;
        private @Nullable RecordBatch batch;
        private int index;

        /** Moves to the next record; false if there is none. */
        public boolean next() {
            while (++number >= count) {
                if (nextBatch == batches.size()) {
                    return false;
                }
                count = count(nextBatch);
                indexes = picked == null ? null : picked[nextBatch];
                batch = batches.get(nextBatch++);
                number = -1;
            }
            index = indexes == null ? number : indexes[number];
            return true;
        }

        /** Its batch. */
        public RecordBatch batch() {
            return Objects.requireNonNull(batch);
        }

        /** Its index in the batch. */
        public int index() {
            return index;
        }

        /** Bytes that it has. */
        public int length() {
            return batch().end(index) - batch().start(index);
        }
    }

    /** Hands out the records' bytes in as few pieces as they lie in; never to be written to. */
    public void forEachPiece(BytesVisitor visitor) throws IOException {
        for (int b = 0; b < batches.size(); b++) {
            RecordBatch batch = batches.get(b);
            if (picked == null) {
                visitor.visit(batch.bytes(), 0, batch.payloadLength());
                continue;
            }
            for (int i : picked[b]) {
                visitor.visit(batch.bytes(), batch.start(i), batch.end(i) - batch.start(i));
            }
        }
    }

    /**
     * Those records of this selection that a condition holds for.
     *
     * @param condition takes a record's number in this selection, from 0
     */
    public Selection where(IntPredicate condition) {
        int[][] some = new int[batches.size()][];
        int number = 0;
        int count = 0;
        long length = 0;
        for (int b = 0; b < some.length; b++) {
            RecordBatch batch = batches.get(b);
            int[] kept = new int[count(b)];
            int taken = 0;
            for (int n = 0; n < kept.length; n++) {
                if (condition.test(number++)) {
                    int i = index(b, n);
                    kept[taken++] = i;
                    length += batch.end(i) - batch.start(i);
                }
            }
            some[b] = java.util.Arrays.copyOf(kept, taken);
            count += taken;
        }
        return new Selection(batches, some, count, length);
    }

    /**
     * Cuts the records into stretches of so many at most, and so many bytes at most unless a single record has more.
     *
     * @param overhead bytes that each record takes beside its own
     */
    public List<Selection> cut(int maxRecords, long maxBytes, int overhead) {
        if (size <= maxRecords && payloadLength + (long) overhead * size <= maxBytes) {
            return List.of(this);
        }
        int[] ends = new int[size];
        int[] found = {0, 0, 0};
        long[] bytes = {0};
        try {
            forEach((batch, i) -> {
                long length = (long) batch.end(i) - batch.start(i) + overhead;
                int number = found[0]++;
                if (number > found[1] && (number - found[1] == maxRecords || bytes[0] + length > maxBytes)) {
                    ends[found[2]++] = number;
                    found[1] = number;
                    bytes[0] = 0;
                }
                bytes[0] += length;
            });
        } catch (IOException e) {
            throw new IllegalStateException("nothing was read or written", e);
        }
        ends[found[2]++] = size;
        List<Selection> parts = new ArrayList<>(found[2]);
        for (int p = 0; p < found[2]; p++) {
            int from = p == 0 ? 0 : ends[p - 1];
            int to = ends[p];
            parts.add(where(number -> number >= from && number < to));
        }
        return parts;
    }
}
