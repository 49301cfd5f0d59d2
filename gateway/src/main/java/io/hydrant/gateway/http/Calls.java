package io.hydrant.gateway.http;

import io.hydrant.gateway.call.Call;
import org.jspecify.annotations.Nullable;

/** Makes calls of the data plane out of HTTP requests. */
final class Calls {
    private Calls() {}

    static Call of(WireRequest request, Body body, @Nullable String accessKeyId) {
        return new Call(
                body.bytes(),
                body.length(),
                accessKeyId,
                request.first("amz-sdk-invocation-id"),
                request.first("x-hydrant-idempotency-key"));
    }
}
