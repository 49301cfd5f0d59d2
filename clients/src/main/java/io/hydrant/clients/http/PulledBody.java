package io.hydrant.clients.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * A request's body that is made while it is sent: the client asks for one piece after the other, so never all of it has to
 * be in memory, and nothing is copied that lies ready. Each piece is a write of its own to the connection.
 */
public final class PulledBody implements BodyPublisher {
    private final long length;
    private final Supplier<? extends Iterator<ByteBuffer>> pieces;

    /**
     * @param length of all pieces together, bytes
     * @param pieces begins the body anew, for each time that it is sent; the client reads each buffer to its end
     */
    public PulledBody(long length, Supplier<? extends Iterator<ByteBuffer>> pieces) {
        this.length = length;
        this.pieces = pieces;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Reading(subscriber, pieces.get()));
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
                if (rest.hasNext()) {
                    subscriber.onNext(rest.next());
                }
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
