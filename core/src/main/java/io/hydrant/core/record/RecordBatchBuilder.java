package io.hydrant.core.record;

import java.util.Arrays;

/**
 * Puts a {@link RecordBatch} together: open a run with {@link #beginRun}, then {@link #add} its records.
 *
 * <p>The builder is reused after {@link #build}. Not thread-safe.
 */
public final class RecordBatchBuilder {
    /** An array cannot be longer on common JVMs. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] payload;
    private int payloadLength;
    private int[] ends = new int[64];
    private int size;
    private byte[] origins = new byte[4 * RecordBatch.ORIGIN_BYTES];
    private int originCount;
    private int runStart;
    private long requestIdHigh;
    private long requestIdLow;
    /** Both stay empty until a record with metadata comes; records before it have none. */
    private byte[] metadata = new byte[0];

    private int[] metadataEnds = new int[0];
    private int metadataLength;
    private boolean hasMetadata;

    /** @param payloadCapacity bytes of payload to make room for at the start */
    public RecordBatchBuilder(int payloadCapacity) {
        this.payload = new byte[Math.max(payloadCapacity, 64)];
    }

    /** Sets the id of the request that brings this batch: 128 bits, not all 0. */
    public RecordBatchBuilder requestId(long high, long low) {
        this.requestIdHigh = high;
        this.requestIdLow = low;
        return this;
    }

    /** Opens a run of records that arrived together and whose place in the log is not known yet. */
    public RecordBatchBuilder beginEntry(long arrivalMillis) {
        return beginRun(-1, -1, 0, arrivalMillis);
    }

    /** Opens a run; what the arguments mean is said at {@link RecordOrigin}. */
    public RecordBatchBuilder beginRun(int partition, long offset, int firstIndex, long arrivalMillis) {
        closeRun();
        int at = originCount * RecordBatch.ORIGIN_BYTES;
        if (at == origins.length) {
            origins = Arrays.copyOf(origins, origins.length * 2);
        }
        RecordBatch.writeOrigin(origins, at, partition, offset, firstIndex, arrivalMillis);
        originCount++;
        return this;
    }

    /** Adds a copy of the given bytes as the next record of the open run. */
    public RecordBatchBuilder add(byte[] source, int offset, int length) {
        int at = reserve(length);
        System.arraycopy(source, offset, payload, at, length);
        return endRecord(length);
    }

    /** Adds all records of a batch with their origins, by one copy of its payload. */
    public RecordBatchBuilder addAll(RecordBatch batch) {
        closeRun();
        int at = reserve(batch.payloadLength());
        System.arraycopy(batch.bytes(), 0, payload, at, batch.payloadLength());
        ensureEnds(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            ends[size + i] = at + batch.end(i);
        }
        if (hasMetadata || batch.hasMetadata()) {
            addMetadata(batch);
        }
        size += batch.size();
        payloadLength += batch.payloadLength();
        if (!extendsLastRun(batch)) {
            appendOrigins(batch);
        }
        runStart = size;
        return this;
    }

    private void addMetadata(RecordBatch batch) {
        if (metadataEnds.length < size + batch.size()) {
            metadataEnds = Arrays.copyOf(metadataEnds, Math.max(size + batch.size(), metadataEnds.length * 2));
        }
        if (!hasMetadata) {
            hasMetadata = true;
            Arrays.fill(metadataEnds, 0, size, 0);
        }
        int start = batch.metadataStart(0);
        int added = batch.size() == 0 ? 0 : batch.metadataEnd(batch.size() - 1) - start;
        if (metadataLength + added > metadata.length) {
            metadata = Arrays.copyOf(metadata, Math.max(metadataLength + added, metadata.length * 2));
        }
        System.arraycopy(batch.bytes(), start, metadata, metadataLength, added);
        for (int i = 0; i < batch.size(); i++) {
            metadataEnds[size + i] = metadataLength + batch.metadataEnd(i) - start;
        }
        metadataLength += added;
    }

    /** Adds a copy of a message as the next record, with where it stood: nothing is made for it but that copy. */
    public RecordBatchBuilder addMessage(int partition, long offset, long arrivalMillis, byte[] value) {
        closeRun();
        if (!extendsLastRun(partition, offset, arrivalMillis, 1)) {
            beginRun(partition, offset, RecordOrigin.MESSAGE_PER_RECORD, arrivalMillis);
            RecordBatch.INT.set(origins, (originCount - 1) * RecordBatch.ORIGIN_BYTES + 24, 1);
        }
        add(value, 0, value.length);
        runStart = size;
        return this;
    }

    /** Whether a batch is a run of messages that follow on the last run. */
    private boolean extendsLastRun(RecordBatch batch) {
        int next = batch.originsAt();
        return batch.originCount() == 1
                && (int) RecordBatch.INT.get(batch.bytes(), next + 20) == RecordOrigin.MESSAGE_PER_RECORD
                && extendsLastRun(
                        (int) RecordBatch.INT.get(batch.bytes(), next + 16),
                        (long) RecordBatch.LONG.get(batch.bytes(), next),
                        (long) RecordBatch.LONG.get(batch.bytes(), next + 8),
                        batch.size());
    }

    /** Messages that follow on the last run join it, so that many small messages need one origin. */
    private boolean extendsLastRun(int partition, long offset, long arrivalMillis, int messages) {
        if (originCount == 0) {
            return false;
        }
        int last = (originCount - 1) * RecordBatch.ORIGIN_BYTES;
        int count = (int) RecordBatch.INT.get(origins, last + 24);
        boolean follows = (int) RecordBatch.INT.get(origins, last + 20) == RecordOrigin.MESSAGE_PER_RECORD
                && (int) RecordBatch.INT.get(origins, last + 16) == partition
                && (long) RecordBatch.LONG.get(origins, last + 8) == arrivalMillis
                && (long) RecordBatch.LONG.get(origins, last) + count == offset;
        if (follows) {
            RecordBatch.INT.set(origins, last + 24, count + messages);
        }
        return follows;
    }

    private void appendOrigins(RecordBatch batch) {
        int at = originCount * RecordBatch.ORIGIN_BYTES;
        int added = batch.originCount() * RecordBatch.ORIGIN_BYTES;
        if (at + added > origins.length) {
            origins = Arrays.copyOf(origins, Math.max(at + added, origins.length * 2));
        }
        System.arraycopy(batch.bytes(), batch.originsAt(), origins, at, added);
        originCount += batch.originCount();
    }

    /** Makes room for {@code length} more bytes of payload; returns the index in {@link #payload()} to write them at. */
    public int reserve(int length) {
        long needed = (long) payloadLength + length;
        if (needed > payload.length) {
            if (needed > MAX_ARRAY) {
                throw new IllegalStateException("a record batch cannot hold " + needed + " bytes");
            }
            payload = Arrays.copyOf(payload, (int) Math.min(MAX_ARRAY, Math.max(needed, payload.length * 2L)));
        }
        return payloadLength;
    }

    /** The growing payload; valid until the next {@link #reserve}. */
    public byte[] payload() {
        return payload;
    }

    /** Ends a record of {@code length} bytes that were written where {@link #reserve} said. */
    public RecordBatchBuilder endRecord(int length) {
        ensureEnds(1);
        payloadLength += length;
        if (hasMetadata) {
            addEmptyMetadata();
        }
        ends[size++] = payloadLength;
        return this;
    }

    private void addEmptyMetadata() {
        if (size == metadataEnds.length) {
            metadataEnds = Arrays.copyOf(metadataEnds, size * 2);
        }
        metadataEnds[size] = metadataLength;
    }

    private void ensureEnds(int more) {
        if (size + more > ends.length) {
            ends = Arrays.copyOf(ends, Math.max(size + more, ends.length * 2));
        }
    }

    private void closeRun() {
        if (originCount > 0 && size > runStart) {
            RecordBatch.INT.set(origins, (originCount - 1) * RecordBatch.ORIGIN_BYTES + 24, size - runStart);
        }
        runStart = size;
    }

    /** How many records were added since the last {@link #build}. */
    public int size() {
        return size;
    }

    /** How many bytes of payload were added since the last {@link #build}. */
    public int payloadLength() {
        return payloadLength;
    }

    /** The records added so far as a batch of their own; the builder is empty afterwards and keeps its arrays. */
    public RecordBatch build() {
        closeRun();
        int endsAt = payloadLength;
        int originsAt = endsAt + 4 * size;
        int metadataAt = originsAt + RecordBatch.ORIGIN_BYTES * originCount;
        int footer = metadataAt + (hasMetadata ? 4 * size + metadataLength : 0);
        byte[] bytes = new byte[footer + RecordBatch.FOOTER_BYTES];
        System.arraycopy(payload, 0, bytes, 0, payloadLength);
        for (int i = 0; i < size; i++) {
            RecordBatch.INT.set(bytes, endsAt + 4 * i, ends[i]);
        }
        System.arraycopy(origins, 0, bytes, originsAt, RecordBatch.ORIGIN_BYTES * originCount);
        RecordBatch.LONG.set(bytes, footer, requestIdHigh);
        RecordBatch.LONG.set(bytes, footer + 8, requestIdLow);
        if (hasMetadata) {
            writeMetadata(bytes, metadataAt);
        }
        RecordBatch.writeFooter(
                bytes,
                footer,
                size,
                originCount,
                payloadLength,
                hasMetadata ? RecordBatch.VERSION_WITH_METADATA : RecordBatch.VERSION);
        clear();
        return RecordBatch.wrap(bytes);
    }

    private void writeMetadata(byte[] target, int at) {
        for (int i = 0; i < size; i++) {
            RecordBatch.INT.set(target, at + 4 * i, metadataEnds[i]);
        }
        System.arraycopy(metadata, 0, target, at + 4 * size, metadataLength);
    }

    /** Forgets everything added since the last {@link #build}. */
    public void clear() {
        payloadLength = 0;
        size = 0;
        originCount = 0;
        runStart = 0;
        requestIdHigh = 0;
        requestIdLow = 0;
        metadataLength = 0;
        hasMetadata = false;
    }
}
