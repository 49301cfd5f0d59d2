package io.hydrant.core.record;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
    private final OriginRuns origins = new OriginRuns();
    private final MetadataColumn metadata = new MetadataColumn();
    private final OriginalsColumn originals = new OriginalsColumn();
    /** Walks the batch that single records are taken from. */
    private @Nullable RecordCursor cursor;

    private int runStart;
    private long requestIdHigh;
    private long requestIdLow;

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
        origins.add(partition, offset, firstIndex, arrivalMillis);
        return this;
    }

    /** Adds a copy of the given bytes as the next record of the open run. */
    public RecordBatchBuilder add(byte[] source, int offset, int length) {
        int at = reserve(length);
        System.arraycopy(source, offset, payload, at, length);
        return endRecord(length);
    }

    /** Adds all records of a batch with their origins, metadata and originals, by one copy of its payload. */
    public RecordBatchBuilder addAll(RecordBatch batch) {
        if (originals.concerns(batch)) {
            originals.addAll(this, batch);
        }
        closeRun();
        int at = reserve(batch.payloadLength());
        System.arraycopy(batch.bytes(), 0, payload, at, batch.payloadLength());
        ensureEnds(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            ends[size + i] = at + batch.end(i);
        }
        metadata.addAll(size, batch);
        size += batch.size();
        payloadLength += batch.payloadLength();
        origins.addAll(batch);
        runStart = size;
        return this;
    }

    /**
     * Adds record {@code i} of a batch with its origin, metadata and original. Fast if the records of a batch come one
     * after the other.
     */
    public RecordBatchBuilder add(RecordBatch batch, int i) {
        if (originals.concerns(batch)) {
            originals.add(this, batch, i);
        }
        closeRun();
        if (cursor == null || cursor.batch() != batch) {
            cursor = new RecordCursor(batch);
        }
        origins.add(cursor.moveTo(i).single());
        int length = batch.end(i) - batch.start(i);
        int at = reserve(length);
        System.arraycopy(batch.bytes(), batch.start(i), payload, at, length);
        endRecordOf(batch, i, length);
        runStart = size;
        return this;
    }

    /** Adds a copy of a message as the next record, with where it stood: nothing is made for it but that copy. */
    public RecordBatchBuilder addMessage(int partition, long offset, long arrivalMillis, byte[] value) {
        closeRun();
        if (!origins.extendByMessages(partition, offset, arrivalMillis, 1)) {
            origins.add(partition, offset, RecordOrigin.MESSAGE_PER_RECORD, arrivalMillis);
            origins.setLastCount(1);
        }
        add(value, 0, value.length);
        runStart = size;
        return this;
    }

    /**
     * Adds a copy of a record that is known to have stood at a certain place.
     *
     * @param single of this record alone
     * @param itsMetadata empty for none
     */
    public RecordBatchBuilder add(RecordOrigin single, byte[] value, byte[] itsMetadata) {
        closeRun();
        origins.add(single);
        add(value, 0, value.length);
        if (itsMetadata.length > 0) {
            lastMetadata(itsMetadata, 0, itsMetadata.length);
        }
        runStart = size;
        return this;
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
        if (originals.isPresent()) {
            throw new IllegalStateException("a new record among records that know what they were made of");
        }
        ensureEnds(1);
        payloadLength += length;
        metadata.skip(size);
        ends[size++] = payloadLength;
        return this;
    }

    /** As {@link #endRecord}, with the metadata of record {@code i} of a batch. */
    void endRecordOf(RecordBatch batch, int i, int length) {
        ensureEnds(1);
        payloadLength += length;
        if (batch.hasMetadata()) {
            metadata.set(size, batch.bytes(), batch.metadataStart(i), batch.metadataEnd(i));
        } else {
            metadata.skip(size);
        }
        ends[size++] = payloadLength;
    }

    /** Replaces the metadata of the record added last. */
    void lastMetadata(byte[] source, int from, int to) {
        metadata.set(size - 1, source, from, to);
    }

    /** Says where the next record came from that has no origin yet; to be called before {@link #build}, for all of them. */
    void addOrigin(RecordOrigin single) {
        origins.add(single);
        runStart = size;
    }

    private void ensureEnds(int more) {
        if (size + more > ends.length) {
            ends = Arrays.copyOf(ends, Math.max(size + more, ends.length * 2));
        }
    }

    private void closeRun() {
        if (origins.count() > 0 && size > runStart) {
            origins.setLastCount(size - runStart);
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
        RecordBatch batch = originals.addTo(snapshot());
        clear();
        return batch;
    }

    /** The records added so far as a batch of their own, but for their originals; the builder stays as it is. */
    RecordBatch snapshot() {
        closeRun();
        int endsAt = payloadLength;
        int originsAt = endsAt + 4 * size;
        int metadataAt = originsAt + origins.byteCount();
        int footer = metadataAt + metadata.byteCount(size);
        byte[] bytes = new byte[footer + RecordBatch.FOOTER_BYTES];
        System.arraycopy(payload, 0, bytes, 0, payloadLength);
        for (int i = 0; i < size; i++) {
            RecordBatch.INT.set(bytes, endsAt + 4 * i, ends[i]);
        }
        origins.copyTo(bytes, originsAt);
        RecordBatch.LONG.set(bytes, footer, requestIdHigh);
        RecordBatch.LONG.set(bytes, footer + 8, requestIdLow);
        if (metadata.isPresent()) {
            metadata.copyTo(bytes, metadataAt, size);
        }
        RecordBatch.writeFooter(
                bytes,
                footer,
                size,
                origins.count(),
                payloadLength,
                metadata.isPresent() ? RecordBatch.VERSION_WITH_METADATA : RecordBatch.VERSION);
        return RecordBatch.wrap(bytes);
    }

    /** Forgets the metadata of the records added so far. */
    public RecordBatchBuilder dropMetadata() {
        metadata.clear();
        return this;
    }

    /** Forgets everything added since the last {@link #build}. */
    public void clear() {
        payloadLength = 0;
        size = 0;
        runStart = 0;
        requestIdHigh = 0;
        requestIdLow = 0;
        origins.clear();
        metadata.clear();
        originals.clear();
        cursor = null;
    }
}
