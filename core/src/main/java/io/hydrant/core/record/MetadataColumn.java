package io.hydrant.core.record;

import java.util.Arrays;

/** The metadata of a batch that is being put together: nothing is kept until a record with metadata comes. */
final class MetadataColumn {
    private byte[] bytes = new byte[0];
    private int[] ends = new int[0];
    private int length;
    private boolean present;

    /** Whether any record had metadata. */
    boolean isPresent() {
        return present;
    }

    /** Bytes of the section, its ends included. */
    int byteCount(int records) {
        return present ? 4 * records + length : 0;
    }

    /** Sets the metadata of record {@code i}, which must be the last one. */
    void set(int i, byte[] source, int from, int to) {
        begin(i, 1);
        length = i == 0 ? 0 : ends[i - 1];
        append(source, from, to - from);
        ends[i] = length;
    }

    /** Says that record {@code i} was added and has none. */
    void skip(int i) {
        if (present) {
            begin(i, 1);
            ends[i] = length;
        }
    }

    /** Adds the metadata of a batch whose records follow on the first {@code size}. */
    void addAll(int size, RecordBatch batch) {
        if (!present && !batch.hasMetadata()) {
            return;
        }
        begin(size, batch.size());
        int start = batch.metadataStart(0);
        int base = length;
        append(batch.bytes(), start, batch.size() == 0 ? 0 : batch.metadataEnd(batch.size() - 1) - start);
        for (int i = 0; i < batch.size(); i++) {
            ends[size + i] = base + batch.metadataEnd(i) - start;
        }
    }

    private void begin(int size, int more) {
        if (ends.length < size + more) {
            ends = Arrays.copyOf(ends, Math.max(size + more, ends.length * 2));
        }
        if (!present) {
            present = true;
            Arrays.fill(ends, 0, size, 0);
        }
    }

    private void append(byte[] source, int from, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
        }
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    void copyTo(byte[] target, int at, int records) {
        for (int i = 0; i < records; i++) {
            RecordBatch.INT.set(target, at + 4 * i, ends[i]);
        }
        System.arraycopy(bytes, 0, target, at + 4 * records, length);
    }

    void clear() {
        length = 0;
        present = false;
    }
}
