package io.hydrant.operators.lambda;

import java.util.concurrent.CompletableFuture;

/** Takes requests to a function over the network. All there is of the network is behind it. */
interface Endpoint extends AutoCloseable {
    /**
     * Invokes the function, without waiting. Cancelling the future ends the call.
     *
     * @param body the request; never written to
     * @return the response; or ends with an {@link InvocationException}, or with an exception of the client
     */
    CompletableFuture<byte[]> invoke(byte[] body);

    /** What an exception of the client means. */
    InvocationFailure failureOf(Throwable error);

    @Override
    void close();
}
