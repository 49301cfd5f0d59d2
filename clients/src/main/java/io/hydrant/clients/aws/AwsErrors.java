package io.hydrant.clients.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.clients.aws.ServiceException.Kind;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the errors of Amazon's services mean. */
public final class AwsErrors {
    private static final int MAX_MESSAGE_CHARS = 500;

    private static final Set<String> NOT_FOUND =
            Set.of("ClusterNotFound", "EntityNotFoundException", "ResourceNotFoundException");

    private static final Set<String> ACCESS = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "NotAuthorized",
            "SignatureDoesNotMatch",
            "UnauthorizedOperation",
            "UnrecognizedClientException");

    private static final Set<String> THROTTLING = Set.of(
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "SlowDown",
            "ThrottledException",
            "Throttling",
            "ThrottlingException",
            "TooManyRequestsException");

    private AwsErrors() {}

    /** @param body null if there is none of the service's protocol */
    static ServiceException of(
            AwsService service, URI uri, String operation, HttpResponse<?> response, @Nullable JsonNode body) {
        String type = type(response, body);
        String message = message(body) + " (Service: " + service.targetPrefix() + "; Status Code: "
                + response.statusCode() + "; Error Code: " + (type.isEmpty() ? "none" : type) + "; Request ID: "
                + oneLine(response.headers().firstValue("x-amzn-RequestId").orElse("none")) + ")";
        if (NOT_FOUND.contains(type)) {
            return new ServiceException(Kind.NOT_FOUND, message);
        }
        if (ACCESS.contains(type)) {
            return new ServiceException(Kind.ACCESS, message);
        }
        if (response.statusCode() == 429 || response.statusCode() >= 500 || THROTTLING.contains(type)) {
            return new ServiceException(
                    Kind.UNAVAILABLE, service.title() + " is not available at " + uri + ": " + message);
        }
        return new ServiceException(
                Kind.UNUSABLE, service.title() + " at " + uri + " refused " + operation + ": " + message);
    }

    /** As {@code com.amazonaws.glue#EntityNotFoundException:http://...}, without what is around the name. */
    private static String type(HttpResponse<?> response, @Nullable JsonNode body) {
        String given = body == null ? "" : body.path("__type").asText();
        String type = given.isEmpty()
                ? response.headers().firstValue("x-amzn-ErrorType").orElse("")
                : given;
        int colon = type.indexOf(':');
        String named = colon < 0 ? type : type.substring(0, colon);
        return oneLine(named.substring(named.lastIndexOf('#') + 1));
    }

    /** Services differ in how they spell the member. */
    private static String message(@Nullable JsonNode body) {
        JsonNode message = body == null ? null : body.has("Message") ? body.get("Message") : body.get("message");
        return message == null || message.asText().isEmpty() ? "no message" : oneLine(message.asText());
    }

    /** A text of somebody else's, fit for the inside of a message: one line of at most {@value #MAX_MESSAGE_CHARS} characters. */
    public static String oneLine(String text) {
        String line = text.codePoints()
                .limit(MAX_MESSAGE_CHARS)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.strip();
    }
}
