package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordCursor;
import io.hydrant.core.record.RecordOrigin;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Ids of documents, made of where their records stood in the source: a record that is sent again, by a retry or after a
 * restart, overwrites itself.
 *
 * <pre>
 *  ingest log, Kafka topic   stream . partition . offset . index in the entry [. part]
 *  Kinesis data stream       stream . shard . sequence number . subsequence number [. part]
 * </pre>
 *
 * The stream is 11 characters of a hash; the other numbers are hexadecimal, but for those of Kinesis. A part is there if a
 * step took the record apart. Not thread-safe.
 */
final class DocumentIds {
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    /** Of the hash: two streams that write to one index must not meet. */
    private static final int HASH_BYTES = 8;
    /** Five numbers of at most 16 digits, with a dot before each, behind the stream. */
    private static final int USUAL_LENGTH = 11 + 5 * 17;

    private final byte[] stream;
    private byte[] id = new byte[USUAL_LENGTH];
    private int length;

    /** @param stream what {@link #stream} gave for the stream that the records are of */
    DocumentIds(byte[] stream) {
        this.stream = stream;
    }

    /**
     * How a stream's ids begin.
     *
     * @param identity tells streams apart, and those that had the same name before
     */
    static byte[] stream(String identity) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encode(Arrays.copyOf(hash, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Makes the id of record {@code i}: the first {@link #length} bytes of {@link #bytes}.
     *
     * @param cursor stands at that record
     */
    void moveTo(RecordBatch records, int i, RecordCursor cursor) {
        length = 0;
        append(stream);
        appendHex(cursor.partition());
        KinesisMetadata kinesis = KinesisMetadata.of(records, i);
        if (kinesis == null) {
            appendHex(cursor.offset());
            appendHex(cursor.index());
        } else {
            appendDot();
            append(kinesis.sequenceNumber().getBytes(US_ASCII));
            appendHex(kinesis.subsequenceNumber());
        }
        if (cursor.part() != RecordOrigin.WHOLE) {
            appendHex(cursor.part());
        }
    }

    /** The id, ASCII that needs no escapes in JSON; valid until the next {@link #moveTo}. */
    byte[] bytes() {
        return id;
    }

    /** How many bytes the id has. */
    int length() {
        return length;
    }

    /** The id as text. */
    String text() {
        return new String(id, 0, length, US_ASCII);
    }

    private void append(byte[] text) {
        reserve(text.length);
        System.arraycopy(text, 0, id, length, text.length);
        length += text.length;
    }

    private void appendDot() {
        reserve(1);
        id[length++] = '.';
    }

    private void appendHex(long value) {
        appendDot();
        int digits = Math.max(1, 16 - Long.numberOfLeadingZeros(value) / 4);
        reserve(digits);
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            id[at] = HEX[(int) rest & 15];
            rest >>>= 4;
        }
        length += digits;
    }

    private void reserve(int more) {
        if (length + more > id.length) {
            id = Arrays.copyOf(id, 2 * (length + more));
        }
    }
}
