package io.hydrant.sinks.s3.encoding;

import io.hydrant.sinks.gzip.GzipMemberCompressor;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an object as gzip members, one after the other: RFC 1952 says that such a file reads as one stream, and each
 * member can be made by one call of a deflater that cannot stream.
 *
 * <p>Large batches become members without a copy; small ones are gathered first, since a member has a header and a
 * dictionary of its own.
 */
final class GzipEncoder extends PayloadEncoder {
    /** From this size on a member of its own costs less than 0.1% more than a shared one. */
    private static final int MEMBER_BYTES = 256 << 10;

    private final OutputStream target;
    private final GzipMemberCompressor compressor;
    private final byte[] gathered;
    private int gatheredLength;
    private boolean empty = true;

    GzipEncoder(OutputStream target, GzipMemberCompressor compressor) {
        this.target = target;
        this.compressor = compressor;
        this.gathered = compressor.scratch(MEMBER_BYTES);
    }

    @Override
    void addPayload(byte[] bytes, int length) throws IOException {
        if (gatheredLength + length > gathered.length) {
            writeGathered();
        }
        if (length >= MEMBER_BYTES) {
            write(bytes, length);
        } else {
            System.arraycopy(bytes, 0, gathered, gatheredLength, length);
            gatheredLength += length;
        }
    }

    @Override
    public void finish() throws IOException {
        if (gatheredLength > 0 || empty) {
            write(gathered, gatheredLength);
        }
        gatheredLength = 0;
    }

    private void writeGathered() throws IOException {
        if (gatheredLength > 0) {
            write(gathered, gatheredLength);
            gatheredLength = 0;
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        compressor.writeMember(bytes, length, target);
        empty = false;
    }
}
