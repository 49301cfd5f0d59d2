package io.hydrant.clients.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an answer up to a limit, so that nobody at an endpoint can fill the memory. A longer one ends the call
 * with an error that {@link #isTooLong} knows, and its connection. One instance per answer.
 */
public final class BoundedBody implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final int limit;
    private Flow.@Nullable Subscription subscription;

    private BoundedBody(int limit) {
        this.limit = limit;
    }

    /**
     * Reads whole bodies.
     *
     * @param limit of a body, bytes
     */
    public static BodyHandler<byte[]> upTo(int limit) {
        return answer -> new BoundedBody(limit);
    }

    /** Whether it is this error, or because of it: the body was longer than the limit. */
    public static boolean isTooLong(@Nullable Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof TooLongException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (buffer.remaining() > limit - received.size()) {
                if (subscription != null) {
                    subscription.cancel();
                }
                whole.completeExceptionally(new TooLongException(limit));
                return;
            }
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            received.write(bytes, 0, bytes.length);
        }
    }

    @Override
    public void onError(Throwable error) {
        whole.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        whole.complete(received.toByteArray());
    }

    /** Ends the reading of an answer, by this client or another, that is longer than it may be. */
    public static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param limit of the answer, bytes */
        public TooLongException(int limit) {
            super("the answer is longer than " + limit + " bytes");
        }
    }
}
