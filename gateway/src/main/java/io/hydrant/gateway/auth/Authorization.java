package io.hydrant.gateway.auth;

import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parsed {@code Authorization} header.
 *
 * @param accessKeyId who signed
 * @param date day of the credential scope, {@code yyyyMMdd}
 * @param region region of the credential scope
 * @param service service of the credential scope
 * @param terminator last part of the credential scope
 * @param signedHeaders names of the signed headers, in the order given
 * @param signature the signature in hex
 */
record Authorization(
        String accessKeyId,
        String date,
        String region,
        String service,
        String terminator,
        List<String> signedHeaders,
        String signature) {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /** More signed headers than any client has; bounds the work for a header that was made to hurt. */
    private static final int MAX_SIGNED_HEADERS = 64;

    /** Slash-separated parts of a credential: access key, date, region, service, terminator. */
    private static final int CREDENTIAL_PARTS = 5;

    /**
     * Takes the header apart.
     *
     * @throws FirehoseException listing all that is missing, as AWS does
     */
    static Authorization parse(@Nullable String header, boolean hasDate) {
        if (header == null || header.isBlank()) {
            throw new FirehoseException(ErrorCode.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
        }
        String trimmed = header.strip();
        if (!trimmed.startsWith(ALGORITHM + " ")) {
            throw incomplete("Authorization header requires the algorithm '" + ALGORITHM + "'.");
        }
        String parameters = trimmed.substring(ALGORITHM.length() + 1);
        String credential = parameter(parameters, "Credential");
        String signedHeaders = parameter(parameters, "SignedHeaders");
        String signature = parameter(parameters, "Signature");
        if (credential == null || signedHeaders == null || signature == null || !hasDate) {
            throw incomplete(missing(credential, signedHeaders, signature, hasDate));
        }
        return of(credential, signedHeaders, signature);
    }

    private static Authorization of(String credential, String signedHeaders, String signature) {
        List<String> parts = split(credential, '/', CREDENTIAL_PARTS + 1);
        if (parts.size() != CREDENTIAL_PARTS) {
            throw incomplete("Credential must have exactly 5 slash-delimited elements, e.g."
                    + " keyid/date/region/service/term, got " + parts.size() + " of them.");
        }
        List<String> names = split(signedHeaders, ';', MAX_SIGNED_HEADERS + 1);
        if (names.size() > MAX_SIGNED_HEADERS) {
            throw incomplete("SignedHeaders names more than " + MAX_SIGNED_HEADERS + " headers.");
        }
        return new Authorization(
                parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4), names, signature);
    }

    private static String missing(
            @Nullable String credential, @Nullable String signedHeaders, @Nullable String signature, boolean hasDate) {
        StringBuilder message = new StringBuilder();
        if (credential == null) {
            message.append("Authorization header requires 'Credential' parameter. ");
        }
        if (signature == null) {
            message.append("Authorization header requires 'Signature' parameter. ");
        }
        if (signedHeaders == null) {
            message.append("Authorization header requires 'SignedHeaders' parameter. ");
        }
        if (!hasDate) {
            message.append("Authorization header requires existence of an 'X-Amz-Date' header. ");
        }
        return message.toString().strip();
    }

    private static @Nullable String parameter(String parameters, String name) {
        for (String part : split(parameters, ',', 16)) {
            String parameter = part.strip();
            if (parameter.startsWith(name) && parameter.startsWith("=", name.length())) {
                String value = parameter.substring(name.length() + 1).strip();
                return value.isEmpty() ? null : value;
            }
        }
        return null;
    }

    /** At most {@code limit} parts; an empty part counts. */
    private static List<String> split(String text, char separator, int limit) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (parts.size() < limit - 1) {
            int at = text.indexOf(separator, from);
            if (at < 0) {
                break;
            }
            parts.add(text.substring(from, at));
            from = at + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static FirehoseException incomplete(String message) {
        return new FirehoseException(ErrorCode.INCOMPLETE_SIGNATURE, message);
    }

    String scope() {
        return date + "/" + region + "/" + service + "/" + terminator;
    }
}
