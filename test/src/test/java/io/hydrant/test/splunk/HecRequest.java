package io.hydrant.test.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param method such as {@code POST}
 * @param path without the query
 * @param query its parameters
 * @param authorization the header, null if there is none
 * @param channel of the header {@code X-Splunk-Request-Channel} or of the query, null if of neither
 * @param contentType the header, empty if there is none
 * @param cookie the header, empty if there is none
 * @param body as it came
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HecRequest(
        String method,
        String path,
        Map<String, String> query,
        @Nullable String authorization,
        @Nullable String channel,
        String contentType,
        String cookie,
        byte[] body) {
    static HecRequest read(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        String channel = exchange.getRequestHeaders().getFirst("X-Splunk-Request-Channel");
        return new HecRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query,
                exchange.getRequestHeaders().getFirst("Authorization"),
                channel == null ? query.get("channel") : channel,
                orEmpty(exchange.getRequestHeaders().getFirst("Content-Type")),
                orEmpty(exchange.getRequestHeaders().getFirst("Cookie")),
                exchange.getRequestBody().readAllBytes());
    }

    private static Map<String, String> query(@Nullable String query) {
        return Arrays.stream(orEmpty(query).split("&"))
                .map(parameter -> parameter.split("=", 2))
                .filter(parameter -> parameter.length == 2)
                .collect(Collectors.toMap(
                        parameter -> parameter[0], parameter -> URLDecoder.decode(parameter[1], UTF_8)));
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    boolean isRaw() {
        return isOneOf("/services/collector/raw", "/services/collector/raw/1.0");
    }

    boolean isEvents() {
        return isOneOf("/services/collector", "/services/collector/event", "/services/collector/event/1.0");
    }

    /** Whether it brings data to index. */
    boolean isData() {
        return isRaw() || isEvents();
    }

    /** Whether it asks which data are indexed. */
    boolean isAckQuery() {
        return isOneOf("/services/collector/ack");
    }

    boolean isHealthQuery() {
        return isOneOf("/services/collector/health", "/services/collector/health/1.0");
    }

    private boolean isOneOf(String... paths) {
        return Arrays.asList(paths).contains(path);
    }

    String text() {
        return new String(body, UTF_8);
    }
}
