package io.hydrant.gateway.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to a caller.
 *
 * @param status HTTP status
 * @param contentType media type of the body
 * @param body the bytes
 * @param errorType name of the error for {@code x-amzn-ErrorType}; null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Answer(
        int status,
        String contentType,
        byte[] body,
        @Nullable String errorType) {
    static final String AMZ_JSON = "application/x-amz-json-1.1";
    static final String JSON = "application/json";

    static Answer ok(String contentType, byte[] body) {
        return new Answer(200, contentType, body, null);
    }

    static Answer text(int status, String contentType, String body) {
        return new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8), null);
    }
}
