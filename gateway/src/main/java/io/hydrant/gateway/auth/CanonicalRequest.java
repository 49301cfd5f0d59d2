package io.hydrant.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text that SigV4 signs in place of a request: method, path, query, the signed headers and the body's hash. A pure
 * function of its arguments.
 */
final class CanonicalRequest {
    private static final String HEX_UPPER = "0123456789ABCDEF";

    private CanonicalRequest() {}

    static String of(SignedRequest request, List<String> signedHeaders, String bodyHash) {
        StringBuilder text = new StringBuilder(512);
        text.append(request.method()).append('\n');
        appendPath(text, request.path());
        text.append('\n');
        appendQuery(text, request.query());
        text.append('\n');
        for (String name : signedHeaders) {
            text.append(name).append(':');
            appendValues(text, request.header(name));
            text.append('\n');
        }
        text.append('\n');
        for (int i = 0; i < signedHeaders.size(); i++) {
            text.append(i == 0 ? "" : ";").append(signedHeaders.get(i));
        }
        return text.append('\n').append(bodyHash).toString();
    }

    /** Every service but S3 encodes the path once more than HTTP does. */
    private static void appendPath(StringBuilder text, String path) {
        if (path.isEmpty()) {
            text.append('/');
            return;
        }
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b) || b == '/') {
                text.append((char) b);
            } else {
                text.append('%').append(HEX_UPPER.charAt((b >> 4) & 15)).append(HEX_UPPER.charAt(b & 15));
            }
        }
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }

    private static void appendQuery(StringBuilder text, @Nullable String query) {
        if (query == null || query.isEmpty()) {
            return;
        }
        List<String> pairs = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                pairs.add(pair.indexOf('=') < 0 ? pair + "=" : pair);
            }
        }
        Collections.sort(pairs);
        text.append(String.join("&", pairs));
    }

    /** Values are joined by a comma; blanks around a value go, runs of them inside become one. */
    private static void appendValues(StringBuilder text, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            appendTrimmed(text, values.get(i).strip());
        }
    }

    private static void appendTrimmed(StringBuilder text, String value) {
        char last = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i) == '\t' ? ' ' : value.charAt(i);
            if (c != ' ' || last != ' ') {
                text.append(c);
            }
            last = c;
        }
    }
}
