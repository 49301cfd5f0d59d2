package io.hydrant.gateway.http;

import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A request body in memory, bounded in itself and, through {@link BodyMemory}, together with all others. Belongs to one
 * request; after {@link #close} its array is somebody else's.
 */
final class Body implements AutoCloseable {
    private static final int FIRST_CHUNK = 16 << 10;
    /** A client that is slower than 10 KB/s after this time holds a thread for nothing. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long SLOWEST_NANOS_PER_BYTE = TimeUnit.SECONDS.toNanos(1) / 10_000;
    private static final byte[] NOTHING = new byte[0];

    private final int limit;
    private final BodyMemory memory;
    private final long startNanos = System.nanoTime();
    private byte[] bytes = NOTHING;
    private int length;

    private Body(int limit, BodyMemory memory) {
        this.limit = limit;
        this.memory = memory;
    }

    /**
     * Reads the body as it is on the wire; waits for the client.
     *
     * @throws HttpFailure if it is longer than the limit, or too slow
     * @throws FirehoseException SERVICE_UNAVAILABLE if all memory for bodies is taken
     */
    static Body read(Request request, int limit, BodyMemory memory) throws IOException {
        Body body = new Body(limit, memory);
        long announced = request.getLength();
        try {
            if (announced > limit) {
                throw HttpFailure.tooLarge(limit);
            }
            // Not closed: that would cut the connection of a client which is still sending, before it sees its answer.
            InputStream in = Content.Source.asInputStream(request);
            if (announced >= 0) {
                body.allocate((int) announced);
                body.readUpTo(in, (int) announced);
            } else {
                body.readToEnd(in, FIRST_CHUNK);
            }
            return body;
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    /** Replaces the body by what it was before {@code Content-Encoding: gzip}, under the same limit. */
    void gunzip() {
        byte[] compressed = bytes;
        int compressedLength = length;
        bytes = NOTHING;
        length = 0;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed, 0, compressedLength))) {
            readToEnd(in, (int) Math.min(limit, Math.max(FIRST_CHUNK, compressedLength * 4L)));
        } catch (IOException e) {
            throw new FirehoseException(ErrorCode.SERIALIZATION, "Malformed request: the body is not gzip.");
        } finally {
            memory.giveBack(compressed);
        }
    }

    private void readToEnd(InputStream in, int expected) throws IOException {
        allocate(expected);
        while (readUpTo(in, Math.min(bytes.length, limit))) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            if (length >= limit) {
                throw HttpFailure.tooLarge(limit);
            }
            byte[] full = bytes;
            allocate((int) Math.min(limit, length * 2L));
            System.arraycopy(full, 0, bytes, 0, length);
            memory.giveBack(full);
            bytes[length++] = (byte) next;
        }
    }

    /** Reads until the body has that length; false if it ended before. */
    private boolean readUpTo(InputStream in, int wanted) throws IOException {
        while (length < wanted) {
            int read = in.read(bytes, length, wanted - length);
            if (read < 0) {
                return false;
            }
            length += read;
            long allowed = GRACE_NANOS + length * SLOWEST_NANOS_PER_BYTE;
            if (length < wanted && System.nanoTime() - startNanos > allowed) {
                throw new HttpFailure(408, "RequestTimeoutException", "The request body did not arrive in time.");
            }
        }
        return true;
    }

    private void allocate(int size) {
        bytes = memory.take(Math.max(size, 1));
    }

    /** Holds the body, from its beginning; may be longer. */
    byte[] bytes() {
        return bytes;
    }

    /** How many bytes the body has. */
    int length() {
        return length;
    }

    @Override
    public void close() {
        if (bytes != NOTHING) {
            memory.giveBack(bytes);
            bytes = NOTHING;
        }
    }
}
