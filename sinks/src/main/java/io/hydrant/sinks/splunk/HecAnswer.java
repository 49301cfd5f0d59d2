package io.hydrant.sinks.splunk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * What was answered to a request, by a collector or by whoever is before it.
 *
 * @param httpStatus of the answer
 * @param code of the collector; {@link #NONE} if the answer is no collector's
 * @param text of the collector, cut to {@value #TEXT_LIMIT} characters; empty if there is none
 * @param ackId by which can be asked whether the records are indexed; {@link #NONE} if there is none
 */
record HecAnswer(int httpStatus, int code, String text, long ackId) {
    static final int NONE = -1;

    private static final int TEXT_LIMIT = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads an answer to data. */
    static HecAnswer of(HttpResponse<byte[]> response) {
        JsonNode body = body(response);
        JsonNode ackId = body.path("ackId");
        String text = body.path("text").asText("");
        return new HecAnswer(
                response.statusCode(),
                body.path("code").asInt(NONE),
                text.substring(0, Math.min(text.length(), TEXT_LIMIT)),
                ackId.canConvertToLong() && ackId.asLong() >= 0 ? ackId.asLong() : NONE);
    }

    /** Reads an answer to a question for acknowledgments: the ids of what is indexed. */
    static Set<Long> indexed(HttpResponse<byte[]> response) {
        Set<Long> indexed = new HashSet<>();
        Iterator<Map.Entry<String, JsonNode>> acks = body(response).path("acks").fields();
        while (response.statusCode() == 200 && acks.hasNext()) {
            Map.Entry<String, JsonNode> ack = acks.next();
            if (ack.getValue().booleanValue() && ack.getKey().matches("\\d{1,18}")) {
                indexed.add(Long.valueOf(ack.getKey()));
            }
        }
        return indexed;
    }

    /** Nothing in it if it is no JSON: proxies answer whatever they like. */
    private static JsonNode body(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
