package io.hydrant.core.record;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes of one batch another, record by record in their order: each is kept, replaced by one or more others, or left out.
 *
 * <pre>
 *  rewriter.begin(batch);
 *  rewriter.keep(0);                          // as it is
 *  rewriter.add(1, bytes, 0, bytes.length);   // another one in its place
 *                                             // record 2 is dropped
 *  RecordBatch rewritten = rewriter.finish();
 * </pre>
 *
 * Origins and metadata go with the records, and the new batch knows what its records were made of. As long as records are
 * only kept nothing is copied. Used again for each batch; not thread-safe.
 */
public final class BatchRewriter {
    /**
     * Two steps can take records apart, de-aggregation (at most 500 parts) and a transformation. Parts of a part get numbers
     * that no other part of the same record has, up to so many parts of each.
     */
    private static final int PARTS_OF_A_PART = 1 << 20;

    private final RecordBatchBuilder builder = new RecordBatchBuilder(0);
    private @Nullable RecordBatch source;
    private int[] sources = new int[64];
    /** Records that were kept one after the other from the first on, as long as nothing else was done. */
    private int untouched;

    private boolean copying;
    private boolean bytesChanged;

    /** Starts with a batch; what was not finished before is forgotten. */
    public void begin(RecordBatch batch) {
        source = batch;
        untouched = 0;
        copying = false;
        bytesChanged = false;
        builder.clear();
    }

    /** Keeps record {@code i} as it is, with its metadata. */
    public void keep(int i) {
        if (!copying && i == untouched) {
            untouched++;
            return;
        }
        copy(i);
    }

    /** Adds a record made of record {@code i}, with its metadata; called again for the same {@code i} it adds another. */
    public void add(int i, byte[] bytes, int offset, int length) {
        int at = reserve(length);
        System.arraycopy(bytes, offset, payload(), at, length);
        endRecord(i, length);
    }

    /** Makes room for a record of up to so many bytes; returns the index in {@link #payload} to write them at. */
    public int reserve(int length) {
        beginCopying();
        return builder.reserve(length);
    }

    /** Where to write what room was made for; valid until the next {@link #reserve}. */
    public byte[] payload() {
        return builder.payload();
    }

    /** Ends a record of so many bytes, written where {@link #reserve} said, that was made of record {@code i}. */
    public void endRecord(int i, int length) {
        bytesChanged = true;
        builder.endRecordOf(current(), i, length);
        noteSource(i);
    }

    /** Replaces the metadata of the record added or kept last. */
    public void metadata(byte[] bytes, int offset, int length) {
        beginCopying();
        builder.lastMetadata(bytes, offset, offset + length);
    }

    private void copy(int i) {
        RecordBatch batch = current();
        int start = batch.start(i);
        int length = batch.end(i) - start;
        int at = reserve(length);
        System.arraycopy(batch.bytes(), start, builder.payload(), at, length);
        builder.endRecordOf(batch, i, length);
        noteSource(i);
    }

    private void beginCopying() {
        if (!copying) {
            copying = true;
            for (int i = 0; i < untouched; i++) {
                copy(i);
            }
        }
    }

    private void noteSource(int i) {
        int at = builder.size() - 1;
        if (at == sources.length) {
            sources = Arrays.copyOf(sources, at * 2);
        }
        sources[at] = i;
    }

    /** The new batch, or the one that it began with if all of its records were kept. */
    public RecordBatch finish() {
        RecordBatch batch = current();
        if (!copying && untouched == batch.size()) {
            source = null;
            return batch;
        }
        RecordBatch rewritten = build(batch);
        if (!bytesChanged && !batch.hasOriginals()) {
            return rewritten;
        }
        int[] originals = new int[rewritten.size()];
        for (int i = 0; i < originals.length; i++) {
            originals[i] = batch.originalOf(sources[i]);
        }
        return rewritten.madeOf(batch.originals(), originals);
    }

    /** As {@link #finish}, but the records are their own originals from now on: what they were taken from is one no more. */
    public RecordBatch finishAsOriginals() {
        RecordBatch batch = current();
        if (!copying && untouched == batch.size()) {
            source = null;
            return batch.withoutOriginals();
        }
        return build(batch);
    }

    private RecordBatch build(RecordBatch batch) {
        beginCopying();
        source = null;
        int size = builder.size();
        if (size > 0) {
            addOrigins(new RecordCursor(batch), size);
        }
        return builder.build();
    }

    private void addOrigins(RecordCursor cursor, int size) {
        for (int from = 0, to; from < size; from = to) {
            for (to = from + 1; to < size && sources[to] == sources[from]; to++) {}
            cursor.moveTo(sources[from]);
            if (to - from == 1) {
                builder.addOrigin(cursor.single());
                continue;
            }
            int base = cursor.part() * PARTS_OF_A_PART;
            for (int part = 1; part <= to - from; part++) {
                builder.addOrigin(cursor.single(base + part));
            }
        }
    }

    private RecordBatch current() {
        if (source == null) {
            throw new IllegalStateException("begin comes first");
        }
        return source;
    }
}
