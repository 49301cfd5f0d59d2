package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OpenSearch, Elasticsearch, or OpenSearch Serverless: records are documents of an index.
 *
 * @param service which of them
 * @param domain name of the domain, from its ARN; null if the endpoint is given
 * @param endpoint URL of the cluster or collection; null if the domain is given
 * @param index name of the index, before rotation
 * @param typeName of documents, for Elasticsearch before 7; empty for none
 * @param rotation how often there is a new index
 * @param documentIds whether documents have ids, so that one that is sent again overwrites itself
 * @param bufferingHints when a buffer becomes a request
 * @param retryDuration counted from the first attempt, all included
 */
public record SearchDestination(
        Service service,
        @Nullable String domain,
        @Nullable String endpoint,
        String index,
        String typeName,
        IndexRotation rotation,
        boolean documentIds,
        BufferingHints bufferingHints,
        Duration retryDuration)
        implements RequestDestination {
    private static final long serialVersionUID = 1;
    private static final BufferingHints DEFAULT_HINTS = new BufferingHints(5, 300);
    private static final int DEFAULT_RETRY_SECONDS = 300;
    private static final Pattern INDEX =
            Pattern.compile("[^-_+\\p{Lu}\\s\\\\/*?\"<>|,#:][^\\p{Lu}\\s\\\\/*?\"<>|,#:]*");

    /** The service that a configuration is of. */
    public enum Service {
        ELASTICSEARCH("ElasticsearchDestinationConfiguration"),
        OPENSEARCH("AmazonopensearchserviceDestinationConfiguration"),
        SERVERLESS("AmazonOpenSearchServerlessDestinationConfiguration");

        private final String configuration;

        Service(String configuration) {
            this.configuration = configuration;
        }

        /** Name of its configuration. */
        String configuration() {
            return configuration;
        }
    }

    /** How often there is a new index; each document is in that of the time when its record arrived, UTC. */
    public enum IndexRotation {
        NoRotation,
        OneHour,
        OneDay,
        OneWeek,
        OneMonth
    }

    /**
     * Reads a configuration that keeps to its shape's constraints.
     *
     * @throws FirehoseException INVALID_ARGUMENT if its members do not go together
     */
    static SearchDestination of(Service service, JsonNode configuration) {
        boolean serverless = service == Service.SERVERLESS;
        String arn = RequestMembers.text(configuration, "DomainARN");
        String endpoint = RequestMembers.text(configuration, serverless ? "CollectionEndpoint" : "ClusterEndpoint");
        if ((arn == null) == (endpoint == null)) {
            throw invalidArgument(
                    serverless
                            ? "CollectionEndpoint is missing"
                            : "Exactly one of DomainARN and ClusterEndpoint must be given");
        }
        checkUrl(serverless ? "CollectionEndpoint" : "ClusterEndpoint", endpoint);
        return new SearchDestination(
                service,
                arn == null ? null : arn.substring(arn.lastIndexOf('/') + 1),
                endpoint,
                index(configuration.path("IndexName").asText()),
                configuration.path("TypeName").asText(""),
                serverless
                        ? IndexRotation.NoRotation
                        : IndexRotation.valueOf(
                                configuration.path("IndexRotationPeriod").asText(IndexRotation.OneDay.name())),
                !serverless
                        && !configuration
                                .at("/DocumentIdOptions/DefaultDocumentIdFormat")
                                .asText()
                                .equals("NO_DOCUMENT_ID"),
                BufferingHints.of(configuration.path("BufferingHints"), DEFAULT_HINTS),
                RequestMembers.retryDuration(configuration, DEFAULT_RETRY_SECONDS));
    }

    private static void checkUrl(String member, @Nullable String given) {
        try {
            if (given == null || new URI(given).getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            // Said below, in the same words as for any other text that is no such URL.
        }
        throw invalidArgument(member + " '" + given + "' is not an https:// URL with a host");
    }

    /** Amazon takes any name, and then no document gets in. */
    private static String index(String name) {
        if (!INDEX.matcher(name).matches()) {
            throw invalidArgument(
                    "IndexName '" + name + "' cannot be the name of an index: it must be in lower case, not"
                            + " begin with _, - or +, and have no space and none of \\ / * ? \" < > | , # :");
        }
        return name;
    }

    /** These destinations have no secrets in Secrets Manager. */
    @Override
    public @Nullable String secretArn() {
        return null;
    }
}
