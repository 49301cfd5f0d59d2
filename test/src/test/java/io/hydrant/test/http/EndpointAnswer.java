package io.hydrant.test.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How an endpoint answers a request: as it should, or in one of the ways that Firehose has to cope with.
 *
 * @param status of HTTP
 * @param headers beyond Content-Length
 * @param body made of the request
 * @param ending what becomes of the answer on its way
 */
public record EndpointAnswer(
        int status, Map<String, String> headers, Function<FirehoseRequest, byte[]> body, Ending ending) {
    /** The longest answer that Firehose takes. */
    static final int MAX_BODY_BYTES = 1 << 20;

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    /** What becomes of an answer. */
    public enum Ending {
        /** It arrives. */
        WHOLE,
        /** It arrives in chunks, without a Content-Length. */
        CHUNKED,
        /** Half of its body arrives, then the connection ends. */
        CUT_SHORT,
        /** Half of its body arrives, and the other half never. */
        STALLED,
        /** The connection is reset in its place. */
        RESET,
        /** It is never given. */
        NEVER
    }

    private static final EndpointAnswer OK = json("{\"requestId\":\"%s\",\"timestamp\":%d}");

    /** Success, to the letter. */
    public static EndpointAnswer ok() {
        return OK;
    }

    /** Whether it is {@link #ok()}, with nothing changed. */
    boolean isOk() {
        return this == OK;
    }

    /** Success of HTTP with another body. In it %s is the request's id, and %d the time in milliseconds. */
    public static EndpointAnswer json(String format) {
        return new EndpointAnswer(200, JSON, text(format), Ending.WHOLE);
    }

    /** A failure as it should be said. */
    public static EndpointAnswer failure(int status, String message) {
        String body = "{\"requestId\":\"%s\",\"timestamp\":%d,\"errorMessage\":\"" + message + "\"}";
        return new EndpointAnswer(status, JSON, text(body), Ending.WHOLE);
    }

    /** The same with another status. */
    public EndpointAnswer withStatus(int other) {
        return new EndpointAnswer(other, headers, body, ending);
    }

    /** The same with a header that replaces its own; an empty value removes it. */
    public EndpointAnswer with(String header, String value) {
        Map<String, String> changed = new TreeMap<>(headers);
        changed.put(header, value);
        changed.values().removeIf(String::isEmpty);
        return new EndpointAnswer(status, changed, body, ending);
    }

    /** The same with so many bytes of white space behind it, which are no part of JSON's meaning. */
    public EndpointAnswer padded(int length) {
        return new EndpointAnswer(status, headers, request -> padded(body.apply(request), length), ending);
    }

    /** The same without a body. */
    public EndpointAnswer empty() {
        return new EndpointAnswer(status, headers, request -> new byte[0], ending);
    }

    /** The same, but something happens to it on its way. */
    public EndpointAnswer ending(Ending other) {
        return new EndpointAnswer(status, headers, body, other);
    }

    private static Function<FirehoseRequest, byte[]> text(String format) {
        return request ->
                format.formatted(request.id(), System.currentTimeMillis()).getBytes(UTF_8);
    }

    private static byte[] padded(byte[] body, int length) {
        byte[] longer = new byte[length];
        System.arraycopy(body, 0, longer, 0, body.length);
        Arrays.fill(longer, body.length, length, (byte) ' ');
        return longer;
    }
}
