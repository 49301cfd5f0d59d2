package io.hydrant.operators.lambda;

import io.hydrant.clients.http.BoundedBody;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** What {@link BoundedBody} is to the JDK's client, to Amazon's: by itself that reads any response to its end. */
final class LimitedResponses implements ExecutionInterceptor {
    private final int limit;

    /** @param limit bytes */
    LimitedResponses(int limit) {
        this.limit = limit;
    }

    @Override
    public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
            Context.ModifyHttpResponse response, ExecutionAttributes attributes) {
        return response.responsePublisher().map(this::limited);
    }

    private Publisher<ByteBuffer> limited(Publisher<ByteBuffer> content) {
        AtomicLong received = new AtomicLong();
        return SdkPublisher.adapt(content).map(buffer -> {
            if (received.addAndGet(buffer.remaining()) > limit) {
                throw new BoundedBody.TooLongException(limit);
            }
            return buffer;
        });
    }
}
