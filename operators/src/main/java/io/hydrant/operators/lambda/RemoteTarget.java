package io.hydrant.operators.lambda;

import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.record.RecordBatch;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** A function behind an {@link Endpoint}: records become a request, its response becomes answers. */
final class RemoteTarget implements Target {
    private final Endpoint endpoint;
    private final RequestWriter writer;
    private final PartitionKeys keys;
    private final Executor workers;

    /** @param workers parse responses, so that the network's threads do not */
    RemoteTarget(Endpoint endpoint, LambdaContext context, PartitionKeys keys, Executor workers) {
        this.endpoint = endpoint;
        this.writer = new RequestWriter(context);
        this.keys = keys;
        this.workers = workers;
    }

    @Override
    public long maxRequestLength() {
        return LambdaErrors.MAX_PAYLOAD_BYTES;
    }

    @Override
    public long envelopeLength() {
        return writer.envelopeLength();
    }

    @Override
    public long recordLength(RecordBatch batch, int i) {
        return writer.recordLength(batch, i);
    }

    @Override
    public Invocation prepare(RequestRecords records) {
        RecordIds ids = new RecordIds(records.size());
        byte[] request = writer.write(records, ids).toByteArray();
        return () -> {
            CompletableFuture<byte[]> response = endpoint.invoke(request);
            CompletableFuture<Answers> answers = response.handleAsync(
                    (body, error) -> {
                        if (error != null) {
                            throw new CompletionException(failureOf(error).asException());
                        }
                        return read(body, records.size(), ids);
                    },
                    workers);
            return Cancellation.passOn(answers, response);
        };
    }

    private Answers read(byte[] body, int records, RecordIds ids) {
        try {
            if (body.length > LambdaErrors.MAX_RESPONSE_BYTES) {
                throw LambdaErrors.RESPONSE_TOO_LARGE.asException();
            }
            return ResponseReader.read(body, records, ids, keys);
        } catch (InvocationException e) {
            throw new CompletionException(e);
        }
    }

    private InvocationFailure failureOf(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof CancellationException) {
            // The JDK's client ends a call that is given up before it ends what depends on it.
            return LambdaErrors.TIMED_OUT;
        }
        return cause instanceof InvocationException known ? known.failure() : endpoint.failureOf(cause);
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
