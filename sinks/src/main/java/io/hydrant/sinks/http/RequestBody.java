package io.hydrant.sinks.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.sinks.gzip.GzipMemberCompressor;
import io.hydrant.sinks.request.Request;
import io.hydrant.sinks.request.Selection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;

/**
 * The body of a request, written into one array of just its length: every record becomes base64 where it is to stand.
 *
 * <pre>
 *  {"requestId":"...","timestamp":1732900000000,"records":[{"data":"..."},...]}
 * </pre>
 *
 * Has no state: any thread may use it.
 */
final class RequestBody {
    /** Firehose's limit of records in a request. */
    static final int MAX_RECORDS = 10_000;

    /** Firehose's limit of a record's data: 1,365,336 characters of base64. */
    static final int MAX_DATA_BYTES = 1_365_336 / 4 * 3;

    /** Firehose's limit of a body before compression. */
    private static final int MAX_BODY_BYTES = 64 << 20;

    private static final Base64Variant BASE64 = Base64Variants.MIME_NO_LINEFEEDS;
    private static final byte[] OPEN = ascii("{\"data\":\"");
    private static final byte[] CLOSE = ascii("\"},");
    private static final byte[] END = ascii("]}");
    /** The same with an id and a time of any length. */
    private static final int MAX_ENVELOPE = 200;

    /** What a record takes beside its own bytes, counted as such bytes: its frame and the padding, rounded up. */
    private static final int OVERHEAD = (OPEN.length + CLOSE.length + 4) * 3 / 4 + 1;

    private final byte[] delimiter;

    /** @param delimiter put behind each record; may be empty */
    RequestBody(byte[] delimiter) {
        this.delimiter = delimiter;
    }

    /** Cuts records into as many requests as the limits want; those that are too long for any are the last selection. */
    List<Selection> cut(Selection records) {
        BitSet tooLong = tooLong(records);
        List<Selection> parts = new ArrayList<>();
        Selection others = tooLong.isEmpty() ? records : records.where(number -> !tooLong.get(number));
        if (others.size() > 0) {
            long maxBytes = (MAX_BODY_BYTES - MAX_ENVELOPE) / 4 * 3L;
            parts.addAll(others.cut(MAX_RECORDS, maxBytes, OVERHEAD + delimiter.length));
        }
        if (!tooLong.isEmpty()) {
            parts.add(records.where(tooLong::get));
        }
        return parts;
    }

    /** Whether these are records that no request can hold. */
    boolean isTooLong(Selection records) {
        return !tooLong(records).isEmpty();
    }

    private BitSet tooLong(Selection records) {
        BitSet tooLong = new BitSet();
        int[] number = {0};
        each(records, (batch, i) -> tooLong.set(number[0]++, length(batch, i) > MAX_DATA_BYTES));
        return tooLong;
    }

    private int length(RecordBatch batch, int i) {
        return batch.end(i) - batch.start(i) + delimiter.length;
    }

    /** A selection's visitor may write; these write to memory, if at all. */
    private static void each(Selection records, Selection.Visitor visitor) {
        try {
            records.forEach(visitor);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not take what is written to it", e);
        }
    }

    /**
     * Makes it ready to be sent.
     *
     * @param gzipLevel 0: it is not compressed
     */
    HttpRequest.BodyPublisher publish(Request request, int gzipLevel) {
        byte[] json = write(request);
        return HttpRequest.BodyPublishers.ofByteArray(gzipLevel == 0 ? json : gzip(json, gzipLevel));
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
        byte[] head = ascii(
                "{\"requestId\":\"" + request.id() + "\",\"timestamp\":" + request.formedMillis() + ",\"records\":[");
        Target target = new Target(head.length + length(request.records()) + END.length);
        target.put(head);
        each(request.records(), (batch, i) -> {
            target.put(OPEN);
            target.putBase64(batch.bytes(), batch.start(i), batch.end(i), delimiter);
            target.put(CLOSE);
        });
        target.at--; // there is no comma behind the last record
        target.put(END);
        return target.bytes;
    }

    /** Of all records with what is between them, bytes. */
    private int length(Selection records) {
        int[] length = {-1};
        each(records, (batch, i) -> length[0] += OPEN.length + (length(batch, i) + 2) / 3 * 4 + CLOSE.length);
        return length[0];
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /** Where the body is written to. */
    private static final class Target {
        /**
         * The JDK's encoder has the processor's own instructions and takes whole arrays only, so bytes are handed to it in
         * arrays of these lengths, which are multiples of 3.
         */
        private static final int[] BLOCKS = {768, 192, 48};

        private static final Base64.Encoder ENCODER = Base64.getEncoder();

        final byte[] bytes;
        int at;
        private final byte[][] blocks = new byte[BLOCKS.length][];
        private final byte[][] encodedBlocks = new byte[BLOCKS.length][];

        Target(int length) {
            bytes = new byte[length];
            for (int b = 0; b < BLOCKS.length; b++) {
                blocks[b] = new byte[BLOCKS[b]];
                encodedBlocks[b] = new byte[BLOCKS[b] / 3 * 4];
            }
        }

        void put(byte[] text) {
            System.arraycopy(text, 0, bytes, at, text.length);
            at += text.length;
        }

        /** The bytes from {@code start} to {@code end}, and the delimiter behind them. */
        void putBase64(byte[] source, int start, int end, byte[] delimiter) {
            int from = start;
            for (int b = 0; b < BLOCKS.length; b++) {
                for (; end - from >= BLOCKS[b]; from += BLOCKS[b]) {
                    putBlock(source, from, blocks[b], encodedBlocks[b]);
                }
            }
            int whole = end - (end - from) % 3;
            int to = at;
            for (int i = from; i < whole; i += 3) {
                to = BASE64.encodeBase64Chunk(
                        (source[i] << 16) | ((source[i + 1] & 0xff) << 8) | (source[i + 2] & 0xff), bytes, to);
            }
            at = to;
            putTail(source, whole, end, delimiter);
        }

        private void putBlock(byte[] source, int from, byte[] block, byte[] encoded) {
            System.arraycopy(source, from, block, 0, block.length);
            int unused = ENCODER.encode(block, encoded);
            put(encoded);
        }

        private void putTail(byte[] source, int start, int end, byte[] delimiter) {
            int bits = 0;
            int count = 0;
            for (int i = 0; i < end - start + delimiter.length; i++) {
                bits = (bits << 8) | ((start + i < end ? source[start + i] : delimiter[start + i - end]) & 0xff);
                if (++count == 3) {
                    at = BASE64.encodeBase64Chunk(bits, bytes, at);
                    bits = 0;
                    count = 0;
                }
            }
            if (count > 0) {
                at = BASE64.encodeBase64Partial(bits << (8 * (3 - count)), count, bytes, at);
            }
        }
    }
}
