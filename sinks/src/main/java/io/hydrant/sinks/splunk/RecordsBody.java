package io.hydrant.sinks.splunk;

import io.hydrant.sinks.request.Selection;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * The body of a request: the records' bytes back to back, with a delimiter behind each if one is asked for. Large stretches
 * are sent from where they lie in the batches; small ones are gathered, since each piece is a write of its own to the
 * connection.
 */
final class RecordsBody implements Flow.Publisher<ByteBuffer> {
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
        // The client takes no length of 0 from a publisher.
        return body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.fromPublisher(body, body.length);
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

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Reading(subscriber, pieces.iterator()));
    }

    /** Hands out pieces as they are asked for; who asks from within {@code onNext} is served by the loop that called it. */
    private static final class Reading implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final Iterator<ByteBuffer> rest;
        private long wanted;
        private boolean running;
        private boolean ended;

        Reading(Flow.Subscriber<? super ByteBuffer> subscriber, Iterator<ByteBuffer> rest) {
            this.subscriber = subscriber;
            this.rest = rest;
        }

        @Override
        public void request(long more) {
            synchronized (this) {
                wanted = Math.max(wanted, wanted + more);
                if (running) {
                    return;
                }
                running = true;
            }
            while (goesOn()) {
                subscriber.onNext(rest.next().duplicate());
                if (!rest.hasNext()) {
                    cancel();
                    subscriber.onComplete();
                }
            }
        }

        private synchronized boolean goesOn() {
            running = wanted > 0 && !ended;
            if (running) {
                wanted--;
            }
            return running;
        }

        @Override
        public synchronized void cancel() {
            ended = true;
        }
    }
}
