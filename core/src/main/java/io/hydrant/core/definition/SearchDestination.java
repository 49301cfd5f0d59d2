package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.time.Duration;
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
        return new SearchDestination(
                service,
                arn == null ? null : arn.substring(arn.lastIndexOf('/') + 1),
                endpoint,
                configuration.path("IndexName").asText(),
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

    /** These destinations have no secrets in Secrets Manager. */
    @Override
    public @Nullable String secretArn() {
        return null;
    }
}
