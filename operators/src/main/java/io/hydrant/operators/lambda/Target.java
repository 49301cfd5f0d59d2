package io.hydrant.operators.lambda;

import io.hydrant.core.record.RecordBatch;
import java.util.concurrent.CompletableFuture;

/** What transforms records: a function behind a network, or a plug-in. Any thread may use it. */
interface Target extends AutoCloseable {
    /** The records of one request, which may be tried several times. */
    @FunctionalInterface
    interface Invocation {
        /**
         * Tries once, without waiting. Cancelling the future gives the attempt up.
         *
         * @return ends with an {@link InvocationException} if the attempt failed
         */
        CompletableFuture<Answers> start();
    }

    /** Bytes that a request may have; as {@link #envelopeLength} and {@link #recordLength} count them. */
    long maxRequestLength();

    /** Bytes that a request has without records. */
    long envelopeLength();

    /** Bytes that record {@code i} takes in a request. */
    long recordLength(RecordBatch batch, int i);

    /** Makes the request. */
    Invocation prepare(RequestRecords records);

    @Override
    void close();
}
