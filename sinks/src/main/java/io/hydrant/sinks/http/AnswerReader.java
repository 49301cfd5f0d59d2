package io.hydrant.sinks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.hydrant.sinks.request.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads an endpoint's answer. Only one to the letter is believed: 200 with another body may come from anybody on the way,
 * and Firehose takes it for a failure as well.
 */
final class AnswerReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int OK = 200;
    private static final int MAX_ERROR_MESSAGE = 8192;

    private AnswerReader() {}

    /** What the answer to a request says of its records. */
    static Verdict read(HttpResponse<byte[]> answer, UUID requestId) {
        String fault = headerFault(answer.headers(), answer.body().length);
        if (fault == null) {
            fault = bodyFault(answer.body(), requestId.toString());
        }
        if (fault != null) {
            return HttpFailures.invalid(answer.statusCode(), fault);
        }
        return answer.statusCode() == OK
                ? Verdict.DELIVERED
                : HttpFailures.refusal(answer.statusCode(), new String(answer.body(), UTF_8));
    }

    private static @Nullable String headerFault(HttpHeaders headers, int bodyLength) {
        String type = headers.firstValue("Content-Type").orElse(null);
        if (type == null) {
            return "it has no Content-Type";
        }
        // Parameters, such as a charset, leave it the same type.
        if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json")) {
            return "its Content-Type is not application/json";
        }
        if (headers.firstValue("Content-Encoding").isPresent()) {
            return "it has a Content-Encoding";
        }
        if (bodyLength > 0 && headers.firstValue("Content-Length").isEmpty()) {
            return "it has a body without a Content-Length";
        }
        return null;
    }

    private static @Nullable String bodyFault(byte[] body, String requestId) {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return "its body is no JSON object";
            }
            boolean hasId = false;
            boolean hasTime = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "requestId" -> {
                        if (value != JsonToken.VALUE_STRING || !json.getText().equals(requestId)) {
                            return "its requestId is not that of the request";
                        }
                        hasId = true;
                    }
                    case "timestamp" -> {
                        if (!value.isNumeric()) {
                            return "its timestamp is no number";
                        }
                        hasTime = true;
                    }
                    case "errorMessage" -> {
                        if (!isMessage(json, value)) {
                            return "its errorMessage is no string of at most " + MAX_ERROR_MESSAGE + " characters";
                        }
                    }
                    default -> {
                        return "it has a member that is none of requestId, timestamp and errorMessage";
                    }
                }
            }
            if (json.nextToken() != null) {
                return "there is something behind its JSON object";
            }
            return hasId && hasTime ? null : "it lacks its requestId or its timestamp";
        } catch (JsonProcessingException e) {
            return "its body is no JSON";
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is read from memory
        }
    }

    /** Null is no message, as some receivers write it who do not leave the member out. */
    private static boolean isMessage(JsonParser json, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_NULL
                || (value == JsonToken.VALUE_STRING && json.getText().length() <= MAX_ERROR_MESSAGE);
    }
}
