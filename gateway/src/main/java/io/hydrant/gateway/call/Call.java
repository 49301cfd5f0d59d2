package io.hydrant.gateway.call;

import org.jspecify.annotations.Nullable;

/**
 * A call, read and authenticated.
 *
 * @param body holds the request body
 * @param length how many bytes of it are the body
 * @param invocationId the {@code amz-sdk-invocation-id} header: the same on every attempt of one SDK call
 * @param accessKeyId whose signature it bears; null if the gateway has no credentials, and so checks none
 * @param idempotencyKey the {@code x-hydrant-idempotency-key} header, for clients without that
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and a copy would cost as much as the rest of the call.
public record Call(
        byte[] body,
        int length,
        @Nullable String accessKeyId,
        @Nullable String invocationId,
        @Nullable String idempotencyKey) {}
