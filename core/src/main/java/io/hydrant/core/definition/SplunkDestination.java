package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Splunk, by its HTTP Event Collector.
 *
 * @param endpoint URL of the collector, without a path
 * @param raw whether records are raw data; else each is an event of the collector's JSON
 * @param token of the collector; null if it is elsewhere
 * @param acknowledgmentTimeout how long an indexer may take to acknowledge a request
 * @param bufferingHints when a buffer becomes a request
 * @param retryDuration counted from the first failure, without the waits for acknowledgments
 * @param secretArn of the secret that holds the token
 */
public record SplunkDestination(
        String endpoint,
        boolean raw,
        @Nullable String token,
        Duration acknowledgmentTimeout,
        BufferingHints bufferingHints,
        Duration retryDuration,
        @Nullable String secretArn)
        implements RequestDestination {
    /** Name of its configuration. */
    static final String CONFIGURATION = "SplunkDestinationConfiguration";

    private static final long serialVersionUID = 1;
    private static final BufferingHints DEFAULT_HINTS = new BufferingHints(5, 60);
    /** The least that the API takes; Amazon's default is not printed. */
    private static final int DEFAULT_ACKNOWLEDGMENT_SECONDS = 180;
    /** Amazon's is not printed; this is HTTP endpoints', whose retries are counted alike. */
    private static final int DEFAULT_RETRY_SECONDS = 300;

    /**
     * Reads a configuration that keeps to its shape's constraints.
     *
     * @throws FirehoseException INVALID_ARGUMENT if its members do not go together
     */
    static SplunkDestination of(JsonNode configuration) {
        return new SplunkDestination(
                endpoint(configuration.path("HECEndpoint").asText()),
                configuration.path("HECEndpointType").asText().equals("Raw"),
                token(RequestMembers.text(configuration, "HECToken")),
                Duration.ofSeconds(
                        configuration.path("HECAcknowledgmentTimeoutInSeconds").asInt(DEFAULT_ACKNOWLEDGMENT_SECONDS)),
                BufferingHints.of(configuration.path("BufferingHints"), DEFAULT_HINTS),
                RequestMembers.retryDuration(configuration, DEFAULT_RETRY_SECONDS),
                secretArn(configuration));
    }

    /** Other than those of other destinations, Splunk's configuration has no role that could stand in for the secret's. */
    private static @Nullable String secretArn(JsonNode configuration) {
        String arn = RequestMembers.secretArn(configuration);
        if (arn != null && !configuration.at("/SecretsManagerConfiguration").has("RoleARN")) {
            throw invalidArgument("SecretsManagerConfiguration.RoleARN is missing: Splunk's secret needs it");
        }
        return arn;
    }

    private static String endpoint(String given) {
        try {
            URI uri = new URI(given);
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null) {
                return given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
            }
        } catch (URISyntaxException e) {
            // Said below, in the same words as for any other text that is no such URL.
        }
        throw invalidArgument("HECEndpoint '" + given
                + "' is not the https:// URL of a collector, such as https://splunk.example:8088");
    }

    /** It is sent in a header, which carries no more than that. */
    private static @Nullable String token(@Nullable String given) {
        if (given != null && !given.chars().allMatch(character -> character > ' ' && character <= '~')) {
            throw invalidArgument("HECToken has characters other than those of printable ASCII, or spaces");
        }
        return given;
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "SplunkDestination[" + endpoint + "]";
    }
}
