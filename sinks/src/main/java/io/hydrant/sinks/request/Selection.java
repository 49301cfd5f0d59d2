package io.hydrant.sinks.request;

import io.hydrant.core.record.RecordBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Some of the records of a buffer, in their order. Immutable. */
public final class Selection {
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
            int[] indexes = picked == null ? null : picked[b];
            int count = indexes == null ? batch.size() : indexes.length;
            for (int n = 0; n < count; n++) {
                visitor.visit(batch, indexes == null ? n : indexes[n]);
            }
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
            int[] indexes = picked == null ? null : picked[b];
            int ofBatch = indexes == null ? batch.size() : indexes.length;
            int[] kept = new int[ofBatch];
            int taken = 0;
            for (int n = 0; n < ofBatch; n++) {
                if (condition.test(number++)) {
                    int i = indexes == null ? n : indexes[n];
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
