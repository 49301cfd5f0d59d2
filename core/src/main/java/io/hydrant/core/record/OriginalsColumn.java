package io.hydrant.core.record;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a batch that is being put together were when they came. Nothing is kept until a record comes that is
 * not its own original; from then on every record's is.
 */
final class OriginalsColumn {
    private @Nullable RecordBatchBuilder originals;
    private int[] indexes = new int[0];
    private @Nullable RecordBatch lastBatch;
    private int lastOriginal;

    /** Whether a batch that is about to be added has to be announced here: {@link #add} or {@link #addAll}. */
    boolean concerns(RecordBatch batch) {
        return originals != null || batch.hasOriginals();
    }

    /** Whether any record was not its own original. */
    boolean isPresent() {
        return originals != null;
    }

    /** Takes over a batch whose records follow on the first {@code before}. */
    void addAll(RecordBatchBuilder before, RecordBatch batch) {
        RecordBatchBuilder kept = begin(before, batch.size());
        int base = kept.size();
        kept.addAll(batch.originals());
        for (int i = 0; i < batch.size(); i++) {
            indexes[before.size() + i] = base + batch.originalOf(i);
        }
        lastBatch = null;
    }

    /** Takes over one record of a batch; parts of one record that come one after the other share their original. */
    void add(RecordBatchBuilder before, RecordBatch batch, int i) {
        RecordBatchBuilder kept = begin(before, 1);
        RecordBatch source = batch.originals();
        int original = batch.originalOf(i);
        if (lastBatch != source || lastOriginal != original) {
            kept.add(source, original);
            lastBatch = source;
            lastOriginal = original;
        }
        indexes[before.size()] = kept.size() - 1;
    }

    /** Makes room, and the records so far their own originals if this is the first one that is not. */
    private RecordBatchBuilder begin(RecordBatchBuilder before, int more) {
        int size = before.size();
        if (indexes.length < size + more) {
            indexes = Arrays.copyOf(indexes, Math.max(size + more, indexes.length * 2));
        }
        if (originals == null) {
            originals = new RecordBatchBuilder(before.payloadLength());
            if (size > 0) {
                originals.addAll(before.snapshot());
            }
            for (int i = 0; i < size; i++) {
                indexes[i] = i;
            }
        }
        return originals;
    }

    /** Gives a batch what was kept of its records. */
    RecordBatch addTo(RecordBatch batch) {
        return originals == null ? batch : batch.madeOf(originals.build(), Arrays.copyOf(indexes, batch.size()));
    }

    void clear() {
        originals = null;
        lastBatch = null;
    }
}
