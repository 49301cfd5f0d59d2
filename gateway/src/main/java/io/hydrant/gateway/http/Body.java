package io.hydrant.gateway.http;

import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.gateway.log.IngestLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A request body in memory, bounded in itself and, through a {@link ByteBudget}, together with all others. Belongs to one
 * request; {@link #close} gives its bytes back to the budget.
 */
final class Body implements AutoCloseable {
    private static final int FIRST_CHUNK = 16 << 10;
    /** A client that is slower than 10 KB/s after this time holds a thread for nothing. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long SLOWEST_NANOS_PER_BYTE = TimeUnit.SECONDS.toNanos(1) / 10_000;
    private static final byte[] NOTHING = new byte[0];

    private final int limit;
    private final ByteBudget budget;
    private final long startNanos = System.nanoTime();
    private long taken;
    private byte[] bytes = NOTHING;
    private int length;

    private Body(int limit, ByteBudget budget) {
        this.limit = limit;
        this.budget = budget;
    }

    /**
     * Reads the body as it is on the wire; waits for the client.
     *
     * @throws HttpFailure if it is longer than the limit
     * @throws FirehoseException SERVICE_UNAVAILABLE if the budget is used up
     */
    static Body read(Request request, int limit, ByteBudget budget) throws IOException {
        Body body = new Body(limit, budget);
        long announced = request.getLength();
        try {
            if (announced > limit) {
                throw HttpFailure.tooLarge(limit);
            }
            // Not closed: that would cut the connection of a client which is still sending, before it sees its answer.
            InputStream in = Content.Source.asInputStream(request);
            body.fill(in, announced < 0 ? FIRST_CHUNK : (int) announced, announced >= 0);
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
        length = 0;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed, 0, compressedLength))) {
            fill(in, (int) Math.min(limit, Math.max(FIRST_CHUNK, compressedLength * 4L)), false);
        } catch (IOException e) {
            throw new FirehoseException(ErrorCode.SERIALIZATION, "Malformed request: the body is not gzip.");
        }
    }

    private void fill(InputStream in, int expected, boolean exact) throws IOException {
        bytes = allocate(expected);
        while (true) {
            boolean ended = !readUpTo(in, bytes.length);
            if (ended || exact) {
                return;
            }
            int next = in.read();
            if (next < 0) {
                return;
            }
            if (length == limit) {
                throw HttpFailure.tooLarge(limit);
            }
            byte[] larger = allocate((int) Math.min(limit, Math.max(FIRST_CHUNK, length * 2L)));
            System.arraycopy(bytes, 0, larger, 0, length);
            bytes = larger;
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

    private byte[] allocate(int size) {
        if (!budget.take(size)) {
            throw IngestLog.slowDown();
        }
        taken += size;
        return new byte[size];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    @Override
    public void close() {
        budget.giveBack(taken);
        taken = 0;
    }
}
