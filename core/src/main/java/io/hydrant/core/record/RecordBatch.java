package io.hydrant.core.record;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some records of one delivery stream, back to back in one byte array, with where each came from.
 *
 * <p>A batch is a view on its serialized form, so reading one from the ingest log or from a checkpoint costs nothing per
 * record, and writing an object costs one {@code write} of the payload:
 *
 * <pre>
 *  payload                  the records' bytes, back to back, no separators
 *  ends      int  x n       where record i ends in the payload (its start is the end of record i - 1)
 *  origins   32 B x m       runs of records from one place, see {@link RecordOrigin}
 *  metadata  int  x n, ...  where the metadata of record i ends behind these numbers, and its bytes; version 2 only
 *  footer    32 B           request id (16 B), n, m, payload length (int each), version (short), magic (short)
 * </pre>
 *
 * Metadata is what the last step that had to say something of a record beyond its bytes says of it, in an encoding of its
 * own: a source of its place there, later steps of the partition that it belongs to. Batches without any
 * are of version 1. All numbers are little-endian. Positions of an entry that is still on its way to the log are unknown; the source fills
 * them in with {@link #placeAt} before it hands the batch on. From then on a batch is immutable and may be shared between
 * threads.
 */
public final class RecordBatch {
    static final int FOOTER_BYTES = 32;
    static final int ORIGIN_BYTES = 32;
    /** Version of a batch without metadata. */
    static final short VERSION = 1;
    /** Version of a batch that has a section for metadata. */
    static final short VERSION_WITH_METADATA = 2;
    /** "Hy", read as a little-endian short. */
    static final short MAGIC = 0x7948;

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int length;
    private final int size;
    private final int originCount;
    private final int payloadLength;
    /** Index of the first end of metadata, or -1 if there is none. */
    private final int metadataAt;

    /** What the records were made of, and of which record there each was; null if they are as they came. */
    private final @Nullable RecordBatch originals;

    private final int @Nullable [] originalIndexes;

    private RecordBatch(byte[] bytes, int length) {
        this(bytes, length, null, null);
    }

    private RecordBatch(byte[] bytes, int length, @Nullable RecordBatch originals, int @Nullable [] originalIndexes) {
        this.originals = originals;
        this.originalIndexes = originalIndexes;
        this.bytes = bytes;
        this.length = length;
        int footer = length - FOOTER_BYTES;
        this.size = (int) INT.get(bytes, footer + 16);
        this.originCount = (int) INT.get(bytes, footer + 20);
        this.payloadLength = (int) INT.get(bytes, footer + 24);
        boolean hasMetadata = (short) SHORT.get(bytes, length - 4) == VERSION_WITH_METADATA;
        this.metadataAt = hasMetadata ? payloadLength + 4 * size + ORIGIN_BYTES * originCount : -1;
    }

    /**
     * Views serialized bytes as a batch, without a copy: the caller gives the array away.
     *
     * @throws MalformedBatchException if the bytes are not a batch of a version this build reads
     */
    public static RecordBatch wrap(byte[] bytes) {
        return wrap(bytes, bytes.length);
    }

    /** As {@link #wrap(byte[])}, for the first {@code length} bytes of a larger array. */
    public static RecordBatch wrap(byte[] bytes, int length) {
        if (length < FOOTER_BYTES || (short) SHORT.get(bytes, length - 2) != MAGIC) {
            throw new MalformedBatchException("not a record batch: " + length + " bytes without its closing mark");
        }
        short version = (short) SHORT.get(bytes, length - 4);
        if (version != VERSION && version != VERSION_WITH_METADATA) {
            throw new MalformedBatchException("record batch of version " + version + ", but this build reads versions "
                    + VERSION + " and " + VERSION_WITH_METADATA);
        }
        RecordBatch batch = new RecordBatch(bytes, length);
        batch.checkShape();
        return batch;
    }

    /** A batch of one record that is a message of its own, by one copy of its bytes. */
    public static RecordBatch ofMessage(int partition, long offset, long arrivalMillis, byte[] value) {
        int footer = value.length + 4 + ORIGIN_BYTES;
        byte[] bytes = Arrays.copyOf(value, footer + FOOTER_BYTES);
        writeMessage(bytes, value.length, partition, offset, arrivalMillis);
        writeFooter(bytes, footer, 1, 1, value.length, VERSION);
        return new RecordBatch(bytes, bytes.length);
    }

    /** As {@link #ofMessage(int, long, long, byte[])}, with metadata of the record. */
    public static RecordBatch ofMessage(int partition, long offset, long arrivalMillis, byte[] value, byte[] metadata) {
        int metadataAt = value.length + 4 + ORIGIN_BYTES;
        int footer = metadataAt + 4 + metadata.length;
        byte[] bytes = Arrays.copyOf(value, footer + FOOTER_BYTES);
        writeMessage(bytes, value.length, partition, offset, arrivalMillis);
        INT.set(bytes, metadataAt, metadata.length);
        System.arraycopy(metadata, 0, bytes, metadataAt + 4, metadata.length);
        writeFooter(bytes, footer, 1, 1, value.length, VERSION_WITH_METADATA);
        return new RecordBatch(bytes, bytes.length);
    }

    /** A batch without records that says where a message without a value stood. */
    public static RecordBatch tombstone(int partition, long offset, long arrivalMillis) {
        byte[] bytes = new byte[ORIGIN_BYTES + FOOTER_BYTES];
        writeOrigin(bytes, 0, partition, offset, RecordOrigin.MESSAGE_PER_RECORD, arrivalMillis);
        writeFooter(bytes, ORIGIN_BYTES, 0, 1, 0, VERSION);
        return new RecordBatch(bytes, bytes.length);
    }

    /** Writes the end and the origin of a message that is the only one of its batch. */
    private static void writeMessage(byte[] target, int length, int partition, long offset, long arrivalMillis) {
        int origin = length + 4;
        INT.set(target, length, length);
        writeOrigin(target, origin, partition, offset, RecordOrigin.MESSAGE_PER_RECORD, arrivalMillis);
        INT.set(target, origin + 24, 1);
    }

    /** Writes an origin of whole records, but for their count, which is known when its run ends. */
    static void writeOrigin(byte[] target, int at, int partition, long offset, int firstIndex, long arrivalMillis) {
        INT.set(target, at + 28, RecordOrigin.WHOLE);
        LONG.set(target, at, offset);
        LONG.set(target, at + 8, arrivalMillis);
        INT.set(target, at + 16, partition);
        INT.set(target, at + 20, firstIndex);
    }

    /** Writes a footer but for its request id. */
    static void writeFooter(byte[] target, int at, int size, int originCount, int payloadLength, short version) {
        INT.set(target, at + 16, size);
        INT.set(target, at + 20, originCount);
        INT.set(target, at + 24, payloadLength);
        SHORT.set(target, at + 28, version);
        SHORT.set(target, at + 30, MAGIC);
    }

    private void checkShape() {
        long expected = payloadLength + 4L * size + (long) ORIGIN_BYTES * originCount + FOOTER_BYTES;
        boolean plausible = size >= 0 && originCount >= 0 && payloadLength >= 0 && expected <= length;
        if (plausible && hasMetadata()) {
            expected += 4L * size;
            plausible = expected <= length;
            expected += plausible && size > 0 ? (int) INT.get(bytes, metadataAt + 4 * (size - 1)) : 0;
        }
        if (!plausible || expected != length) {
            throw new MalformedBatchException("record batch of " + length + " bytes says it has " + expected);
        }
    }

    /** How many records there are. */
    public int size() {
        return size;
    }

    /** The records' bytes, back to back: they start at index 0 of {@link #bytes()}. */
    public int payloadLength() {
        return payloadLength;
    }

    /** The backing array; never to be written to. The serialized form is its first {@link #serializedLength()} bytes. */
    public byte[] bytes() {
        return bytes;
    }

    /** Length in bytes of the serialized form. */
    public int serializedLength() {
        return length;
    }

    /**
     * Writes the serialized form, its length (int, big-endian) first. If the records were made of others, the length is
     * negative, and those follow, and for each record which of them it was made of (int).
     */
    public void write(DataOutput target) throws IOException {
        if (originals == null || originalIndexes == null) {
            target.writeInt(length);
            target.write(bytes, 0, length);
            return;
        }
        target.writeInt(-length);
        target.write(bytes, 0, length);
        originals.write(target);
        for (int index : originalIndexes) {
            target.writeInt(index);
        }
    }

    /** Reads what {@link #write} wrote: one copy of the bytes, nothing per record that is its own original. */
    public static RecordBatch read(DataInput source) throws IOException {
        int length = source.readInt();
        byte[] bytes = new byte[Math.abs(length)];
        source.readFully(bytes);
        RecordBatch batch = wrap(bytes);
        if (length > 0) {
            return batch;
        }
        RecordBatch originals = read(source);
        int[] indexes = new int[batch.size()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = source.readInt();
        }
        return batch.madeOf(originals, indexes);
    }

    /** The same records, which were made of others: record {@code i} of {@code originals}' record {@code indexes[i]}. */
    RecordBatch madeOf(RecordBatch originals, int[] indexes) {
        return new RecordBatch(bytes, length, originals, indexes);
    }

    /**
     * The same records with other metadata, by one copy.
     *
     * @param ends where in {@code metadata} that of each record ends; it begins where the one before ends
     */
    public RecordBatch withMetadata(int[] ends, byte[] metadata) {
        int endsAt = payloadLength + 4 * size + ORIGIN_BYTES * originCount;
        int metadataLength = size == 0 ? 0 : ends[size - 1];
        int footer = endsAt + 4 * size + metadataLength;
        byte[] changed = new byte[footer + FOOTER_BYTES];
        System.arraycopy(bytes, 0, changed, 0, endsAt);
        for (int i = 0; i < size; i++) {
            INT.set(changed, endsAt + 4 * i, ends[i]);
        }
        System.arraycopy(metadata, 0, changed, endsAt + 4 * size, metadataLength);
        System.arraycopy(bytes, length - FOOTER_BYTES, changed, footer, FOOTER_BYTES);
        SHORT.set(changed, footer + 28, VERSION_WITH_METADATA);
        return new RecordBatch(changed, changed.length, originals, originalIndexes);
    }

    /** Whether a step has changed the records, so that {@link #originals} are others. */
    public boolean hasOriginals() {
        return originals != null;
    }

    /** The records as they came from the source: this very batch unless a step has changed them. */
    public RecordBatch originals() {
        return originals == null ? this : originals;
    }

    /** Index in {@link #originals} of the record that record {@code i} was made of. */
    public int originalOf(int i) {
        return originalIndexes == null ? i : originalIndexes[i];
    }

    /** The same records, without what they were made of: smaller, where nothing can fail any more. */
    public RecordBatch withoutOriginals() {
        return originals == null ? this : new RecordBatch(bytes, length);
    }

    /** Index in {@link #bytes()} of the first byte of record {@code i}. */
    public int start(int i) {
        return i == 0 ? 0 : end(i - 1);
    }

    /** Index in {@link #bytes()} after the last byte of record {@code i}. */
    public int end(int i) {
        return (int) INT.get(bytes, payloadLength + 4 * i);
    }

    /** Whether the batch has a section for metadata. */
    public boolean hasMetadata() {
        return metadataAt >= 0;
    }

    /** Index in {@link #bytes()} of the first byte of the metadata of record {@code i}; its end if there is none. */
    public int metadataStart(int i) {
        return i == 0 ? metadataBytesAt() : metadataEnd(i - 1);
    }

    /** Index in {@link #bytes()} after the last byte of the metadata of record {@code i}. */
    public int metadataEnd(int i) {
        return hasMetadata() ? metadataBytesAt() + (int) INT.get(bytes, metadataAt + 4 * i) : 0;
    }

    private int metadataBytesAt() {
        return hasMetadata() ? metadataAt + 4 * size : 0;
    }

    /** High half of the id of the request that brought this batch; both halves are 0 if it has none. */
    public long requestIdHigh() {
        return (long) LONG.get(bytes, length - FOOTER_BYTES);
    }

    /** Low half of the request id. */
    public long requestIdLow() {
        return (long) LONG.get(bytes, length - FOOTER_BYTES + 8);
    }

    /** Whether the batch carries the id of the request that brought it. */
    public boolean hasRequestId() {
        return (requestIdHigh() | requestIdLow()) != 0;
    }

    /** How many origins there are: runs of neighbouring records from one place. */
    public int originCount() {
        return originCount;
    }

    /** Origin {@code i}; origins are in record order and together cover every record once. */
    public RecordOrigin origin(int i) {
        return readOrigin(bytes, originAt(i));
    }

    static RecordOrigin readOrigin(byte[] bytes, int at) {
        return new RecordOrigin(
                (int) INT.get(bytes, at + 16),
                (long) LONG.get(bytes, at),
                (int) INT.get(bytes, at + 20),
                (long) LONG.get(bytes, at + 8),
                (int) INT.get(bytes, at + 24),
                (int) INT.get(bytes, at + 28));
    }

    /** Arrival time, epoch milliseconds, of record {@code i}. To ask it of every record, use a {@link RecordCursor}. */
    public long arrivalMillis(int i) {
        return new RecordCursor(this).moveTo(i).arrivalMillis();
    }

    /** Arrival time, epoch milliseconds, of the oldest record; {@link Long#MAX_VALUE} for an empty batch. */
    public long oldestArrivalMillis() {
        long oldest = Long.MAX_VALUE;
        for (int i = 0; i < originCount; i++) {
            oldest = Math.min(oldest, (long) LONG.get(bytes, originAt(i) + 8));
        }
        return oldest;
    }

    /**
     * Writes where in the log this entry was found into its only origin.
     *
     * @throws IllegalStateException if the batch was put together from several entries
     */
    public RecordBatch placeAt(int partition, long offset) {
        if (originCount != 1) {
            throw new IllegalStateException("only a single log entry can be placed, this batch has " + originCount);
        }
        int at = originAt(0);
        LONG.set(bytes, at, offset);
        INT.set(bytes, at + 16, partition);
        return this;
    }

    int originsAt() {
        return payloadLength + 4 * size;
    }

    private int originAt(int i) {
        return originsAt() + ORIGIN_BYTES * i;
    }
}
