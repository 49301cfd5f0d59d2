package io.hydrant.sinks.http;

import io.hydrant.clients.http.PulledBody;
import io.hydrant.sinks.gzip.GzipMemberCompressor;
import io.hydrant.sinks.request.Request;
import io.hydrant.sinks.request.Selection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What the bodies of requests hold: cuts records into requests, and makes a request ready to be sent. A body is written anew
 * each time that it is sent, which costs less than to keep it, and has the same bytes each time.
 *
 * <p>Has no state: any thread may use it.
 */
final class RequestBody {
    /** Firehose's limit of records in a request. */
    static final int MAX_RECORDS = 10_000;

    /** Firehose's limit of a record's data: 1,365,336 characters of base64. */
    static final int MAX_DATA_BYTES = 1_365_336 / 4 * 3;

    /** Firehose's limit of a body before compression. */
    private static final int MAX_BODY_BYTES = 64 << 20;

    /** What stands around the records, with an id and a time of any length. */
    private static final int MAX_ENVELOPE = 200;

    /** What a record takes beside its own bytes, counted as such bytes: its frame and the padding, rounded up. */
    private static final int OVERHEAD = (RequestJson.FRAME_BYTES + 4) * 3 / 4 + 1;

    private final byte[] delimiter;

    /** @param delimiter put behind each record; may be empty */
    RequestBody(byte[] delimiter) {
        this.delimiter = delimiter;
    }

    /** Cuts records into as many requests as the limits want; those that are too long for any are the last selection. */
    List<Selection> cut(Selection records) {
        if (!records.isAnyLongerThan(maxBytes())) {
            return cutByLimits(records);
        }
        BitSet tooLong = new BitSet();
        int number = 0;
        for (Selection.Cursor record = records.cursor(); record.next(); number++) {
            tooLong.set(number, record.length() > maxBytes());
        }
        Selection others = records.where(n -> !tooLong.get(n));
        List<Selection> parts = new ArrayList<>(others.size() == 0 ? List.of() : cutByLimits(others));
        parts.add(records.where(tooLong::get));
        return parts;
    }

    private List<Selection> cutByLimits(Selection records) {
        return records.cut(MAX_RECORDS, (MAX_BODY_BYTES - MAX_ENVELOPE) / 4 * 3L, OVERHEAD + delimiter.length);
    }

    /** Of a record that a request can hold. */
    private int maxBytes() {
        return MAX_DATA_BYTES - delimiter.length;
    }

    /** Whether a selection that was {@link #cut} is the one that no request can hold: all of its records are too long then. */
    boolean isTooLong(Selection records) {
        Selection.Cursor first = records.cursor();
        return first.next() && first.length() > maxBytes();
    }

    /**
     * Makes it ready to be sent.
     *
     * @param gzipLevel 0: it is not compressed
     */
    HttpRequest.BodyPublisher publish(Request request, int gzipLevel) {
        if (gzipLevel > 0) {
            return HttpRequest.BodyPublishers.ofByteArray(gzip(write(request), gzipLevel));
        }
        long length = RequestJson.length(request, delimiter);
        return new PulledBody(length, () -> new RequestJson(request, delimiter, length));
    }

    private static byte[] gzip(byte[] json, int level) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(json.length / 2);
        try (GzipMemberCompressor compressor = new GzipMemberCompressor(level)) {
            compressor.writeMember(json, json.length, compressed);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not take what is written to it", e);
        }
        return compressed.toByteArray();
    }

    /** The JSON. */
    byte[] write(Request request) {
        ByteBuffer whole = ByteBuffer.allocate((int) RequestJson.length(request, delimiter));
        new RequestJson(request, delimiter, whole.capacity()).forEachRemaining(whole::put);
        return whole.array();
    }
}
