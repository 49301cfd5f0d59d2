package io.hydrant.test.splunk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a collector checks before it takes a request.
 *
 * @param tokens that it knows
 */
record HecChecks(List<HecToken> tokens) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEME = "Splunk ";

    /** Why it does not take a request; null if it does. */
    Reply.@Nullable Answer refusal(HecRequest request) {
        if (!request.isData() && !request.isAckQuery()) {
            return Reply.json(404, "{\"text\":\"The requested URL was not found on this server.\",\"code\":404}");
        }
        if (!request.method().equals("POST")) {
            return Reply.json(405, "{\"text\":\"The requested method is not allowed.\",\"code\":405}");
        }
        HecStatus wrong = authorization(request);
        wrong = wrong == null ? channel(request) : wrong;
        if (wrong == null && request.isData() && request.body().length == 0) {
            wrong = HecStatus.NO_DATA;
        }
        if (wrong != null) {
            return wrong.answer();
        }
        if (request.isAckQuery()) {
            return ackIds(request) == null ? HecStatus.INVALID_DATA_FORMAT.answer() : null;
        }
        if (!token(request).indexes().contains(request.query().getOrDefault("index", "main"))) {
            return HecStatus.INCORRECT_INDEX.answer();
        }
        return request.isEvents() ? events(request) : null;
    }

    private @Nullable HecStatus authorization(HecRequest request) {
        String authorization = request.authorization();
        if (authorization == null) {
            return HecStatus.TOKEN_REQUIRED;
        }
        if (!authorization.startsWith(SCHEME)) {
            return HecStatus.INVALID_AUTHORIZATION;
        }
        String value = authorization.substring(SCHEME.length());
        HecToken token = tokens.stream()
                .filter(known -> known.value().equals(value))
                .findFirst()
                .orElse(null);
        if (token == null) {
            return HecStatus.INVALID_TOKEN;
        }
        return token.enabled() ? null : HecStatus.TOKEN_DISABLED;
    }

    private @Nullable HecStatus channel(HecRequest request) {
        if (request.isAckQuery() && !token(request).acknowledging()) {
            return HecStatus.ACK_DISABLED;
        }
        if (request.channel() == null) {
            return request.isRaw() || token(request).acknowledging() ? HecStatus.CHANNEL_MISSING : null;
        }
        return isGuid(request.channel()) ? null : HecStatus.INVALID_CHANNEL;
    }

    private static boolean isGuid(String channel) {
        try {
            return UUID.fromString(channel).toString().equalsIgnoreCase(channel);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Reply.@Nullable Answer events(HecRequest request) {
        int number = 0;
        try (MappingIterator<JsonNode> events = JSON.readerFor(JsonNode.class).readValues(request.body())) {
            for (; events.hasNextValue(); number++) {
                HecStatus wrong = event(events.nextValue(), token(request));
                if (wrong != null) {
                    return wrong.answerOfEvent(number);
                }
            }
        } catch (IOException e) {
            return HecStatus.INVALID_DATA_FORMAT.answerOfEvent(number);
        }
        return number == 0 ? HecStatus.NO_DATA.answer() : null;
    }

    private static @Nullable HecStatus event(JsonNode event, HecToken token) {
        if (!event.isObject()) {
            return HecStatus.INVALID_DATA_FORMAT;
        }
        if (!event.hasNonNull("event")) {
            return HecStatus.EVENT_REQUIRED;
        }
        if (event.get("event").isTextual() && event.get("event").asText().isEmpty()) {
            return HecStatus.EVENT_BLANK;
        }
        return token.indexes().contains(event.path("index").asText("main")) ? null : HecStatus.INCORRECT_INDEX;
    }

    /** The ids that a request asks for; null if it is no such request. */
    static @Nullable List<Long> ackIds(HecRequest request) {
        try {
            JsonNode acks = JSON.readTree(request.body()).path("acks");
            return acks.isArray()
                    ? JSON.convertValue(acks, JSON.getTypeFactory().constructCollectionType(List.class, Long.class))
                    : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    /** The token of a request whose authorization is right. */
    HecToken token(HecRequest request) {
        String authorization = request.authorization();
        return tokens.stream()
                .filter(known -> (SCHEME + known.value()).equals(authorization))
                .findFirst()
                .orElseThrow();
    }
}
