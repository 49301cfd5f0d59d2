package io.hydrant.gateway.http;

import io.hydrant.gateway.call.Call;

/** Makes calls of the data plane out of HTTP requests. */
final class Calls {
    private Calls() {}

    static Call of(WireRequest request, Body body) {
        return new Call(
                body.bytes(),
                body.length(),
                request.first("amz-sdk-invocation-id"),
                request.first("x-hydrant-idempotency-key"));
    }
}
