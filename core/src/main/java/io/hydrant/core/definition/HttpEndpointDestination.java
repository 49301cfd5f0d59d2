package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP endpoint that speaks Firehose's delivery protocol.
 *
 * @param url where requests are posted to, path and query as given; {@code http} only where the deployment allows it
 * @param name that people gave it; null if none did
 * @param accessKey that it knows its callers by; null if it has none, or if it is elsewhere
 * @param gzip whether bodies are compressed
 * @param commonAttributes sent with each request, in their order
 * @param bufferingHints when a buffer becomes a request
 * @param retryDuration counted from the first failure, without the waits for answers
 * @param secretArn of the secret that holds the access key
 */
public record HttpEndpointDestination(
        String url,
        @Nullable String name,
        @Nullable String accessKey,
        boolean gzip,
        Map<String, String> commonAttributes,
        BufferingHints bufferingHints,
        Duration retryDuration,
        @Nullable String secretArn)
        implements RequestDestination {
    /** Name of its configuration. */
    static final String CONFIGURATION = "HttpEndpointDestinationConfiguration";

    private static final long serialVersionUID = 1;
    private static final BufferingHints DEFAULT_HINTS = new BufferingHints(5, 60);
    /** Amazon's model does not print it; consoles and tools show it. */
    private static final int DEFAULT_RETRY_SECONDS = 300;

    /**
     * Reads a configuration that keeps to its shape's constraints.
     *
     * @throws FirehoseException INVALID_ARGUMENT if its members do not go together
     */
    static HttpEndpointDestination of(JsonNode configuration) {
        JsonNode endpoint = configuration.path("EndpointConfiguration");
        JsonNode request = configuration.path("RequestConfiguration");
        return new HttpEndpointDestination(
                url(endpoint.path("Url").asText()),
                RequestMembers.text(endpoint, "Name"),
                accessKey(RequestMembers.text(endpoint, "AccessKey")),
                request.path("ContentEncoding").asText().equals("GZIP"),
                attributes(request.path("CommonAttributes")),
                BufferingHints.of(configuration.path("BufferingHints"), DEFAULT_HINTS),
                RequestMembers.retryDuration(configuration, DEFAULT_RETRY_SECONDS),
                RequestMembers.secretArn(configuration));
    }

    /** The URL may hold a secret, so no message shows it. */
    private static String url(String given) {
        try {
            if (new URI(given).getHost() != null) {
                return given;
            }
        } catch (URISyntaxException e) {
            // Said below, in the same words as for any other text that is no such URL.
        }
        throw invalidArgument("EndpointConfiguration.Url is not an https:// URL with a host");
    }

    /** It is sent in a header, which carries no more than that. */
    private static @Nullable String accessKey(@Nullable String given) {
        if (given != null && !given.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            throw invalidArgument("EndpointConfiguration.AccessKey has characters other than those of printable ASCII");
        }
        return given;
    }

    private static Map<String, String> attributes(JsonNode given) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (JsonNode attribute : given) {
            String name = attribute.path("AttributeName").asText();
            if (attributes.put(name, attribute.path("AttributeValue").asText()) != null) {
                throw invalidArgument(
                        "RequestConfiguration.CommonAttributes has '" + name + "' twice; keep one of them");
            }
        }
        return Collections.unmodifiableMap(attributes);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "HttpEndpointDestination[" + name + "]";
    }
}
