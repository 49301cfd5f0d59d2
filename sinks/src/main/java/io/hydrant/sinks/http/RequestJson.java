package io.hydrant.sinks.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hydrant.sinks.request.Request;
import io.hydrant.sinks.request.Selection;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON of a request in pieces, straight from where its records lie: each becomes base64 where it is to stand.
 *
 * <pre>
 *  {"requestId":"...","timestamp":1732900000000,"records":[{"data":"..."},...]}
 * </pre>
 *
 * A piece's memory is used again when it has been read to its end, so a request takes that of two: one is read while the other
 * is written. Used by one thread at a time.
 */
final class RequestJson implements Iterator<ByteBuffer> {
    /** Two of them stay in a core's own cache until they have been sent. */
    static final int PIECE_BYTES = 128 << 10;

    /** Of a record that are written at a time; a multiple of 3. */
    private static final int BLOCK_BYTES = 1536;

    private static final byte[] FIRST = ascii("{\"data\":\"");
    private static final byte[] NEXT = ascii("\"},{\"data\":\"");
    private static final byte[] END = ascii("\"}]}");
    private static final byte[] NO_RECORDS = ascii("]}");

    /** What each record takes beside its base64. */
    static final int FRAME_BYTES = NEXT.length;

    private final byte[] head;
    private final byte[] delimiter;
    private final Selection.Cursor records;
    private final long length;
    /** What a step writes at most. */
    private final int stepBytes;

    private @Nullable ByteBuffer newer;
    private @Nullable ByteBuffer older;

    /** The piece that is written, and how far it is. */
    private byte[] bytes = new byte[0];

    private int at;

    /** The record that is written; null between records. */
    private byte @Nullable [] source;

    private int from;
    private int end;
    private boolean any;
    private boolean ended;

    /**
     * @param delimiter put behind each record; may be empty
     * @param length of the whole, as {@link #length} says it
     */
    RequestJson(Request request, byte[] delimiter, long length) {
        this.head = head(request);
        this.delimiter = delimiter;
        this.records = request.records().cursor();
        this.length = length;
        this.stepBytes = FRAME_BYTES + Base64Writer.encodedLength(BLOCK_BYTES + delimiter.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] head(Request request) {
        return ascii(
                "{\"requestId\":\"" + request.id() + "\",\"timestamp\":" + request.formedMillis() + ",\"records\":[");
    }

    /** Of all pieces together, bytes. */
    static long length(Request request, byte[] delimiter) {
        Selection records = request.records();
        long length = (long) head(request).length
                + (records.size() == 0 ? NO_RECORDS.length : FIRST.length - NEXT.length + END.length);
        for (Selection.Cursor record = records.cursor(); record.next(); ) {
            length += FRAME_BYTES + Base64Writer.encodedLength(record.length() + delimiter.length);
        }
        return length;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    /** The next piece: the caller's, until it has read it to its end. */
    @Override
    @SuppressWarnings("ByteBufferBackingArray") // allocated here
    public ByteBuffer next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        ByteBuffer piece = older != null && !older.hasRemaining() ? older : allocate();
        older = newer;
        newer = piece;
        bytes = piece.array();
        at = 0;
        if (older == null) {
            put(head);
        }
        while (!ended && bytes.length - at >= stepBytes) {
            step();
        }
        return piece.clear().limit(at);
    }

    private ByteBuffer allocate() {
        return ByteBuffer.allocate((int) Math.min(PIECE_BYTES, length) + stepBytes);
    }

    /** Writes a block of a record or its rest; at its beginning, what stands before it. */
    private void step() {
        byte[] record = source == null ? begin() : source;
        if (record == null) {
            put(any ? END : NO_RECORDS);
            ended = true;
        } else if (end - from >= BLOCK_BYTES) {
            at = Base64Writer.write(record, from, from + BLOCK_BYTES, bytes, at);
            from += BLOCK_BYTES;
        } else {
            at = Base64Writer.writeLast(record, from, end, delimiter, bytes, at);
            source = null;
        }
    }

    /** Begins the next record; null: there is none. */
    private byte @Nullable [] begin() {
        if (!records.next()) {
            return null;
        }
        put(any ? NEXT : FIRST);
        any = true;
        from = records.batch().start(records.index());
        end = records.batch().end(records.index());
        source = records.batch().bytes();
        return source;
    }

    private void put(byte[] text) {
        System.arraycopy(text, 0, bytes, at, text.length);
        at += text.length;
    }
}
