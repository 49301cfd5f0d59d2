package io.hydrant.sinks.splunk;

import io.hydrant.clients.http.PulledBody;
import io.hydrant.sinks.request.Selection;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a request: the records' bytes back to back, with a delimiter behind each if one is asked for. Large stretches
 * are sent from where they lie in the batches; small ones are gathered, since each piece is a write of its own to the
 * connection.
 */
final class RecordsBody {
    /** What the JDK's client, too, cuts arrays into. */
    private static final int CHUNK_BYTES = 16 << 10;

    private final List<ByteBuffer> pieces = new ArrayList<>();
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private long length;

    private RecordsBody() {}

    static BodyPublisher of(Selection records, byte[] delimiter) {
        RecordsBody body = new RecordsBody();
        try {
            if (delimiter.length == 0) {
                records.forEachPiece(body::add);
            } else {
                records.forEach((batch, i) -> {
                    body.add(batch.bytes(), batch.start(i), batch.end(i) - batch.start(i));
                    body.add(delimiter, 0, delimiter.length);
                });
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory does not take what is written to it", e);
        }
        body.closeChunk();
        return new PulledBody(
                body.length,
                () -> body.pieces.stream().map(ByteBuffer::duplicate).iterator());
    }

    private void add(byte[] bytes, int offset, int count) {
        length += count;
        if (count >= CHUNK_BYTES) {
            closeChunk();
            pieces.add(ByteBuffer.wrap(bytes, offset, count).asReadOnlyBuffer());
            return;
        }
        int now = Math.min(count, chunk.remaining());
        chunk.put(bytes, offset, now);
        if (now < count) {
            closeChunk();
            chunk = ByteBuffer.allocate(CHUNK_BYTES).put(bytes, offset + now, count - now);
        }
    }

    private void closeChunk() {
        if (chunk.position() > 0) {
            pieces.add(chunk.flip().asReadOnlyBuffer());
        }
        chunk = ByteBuffer.allocate(0);
    }
}
