package io.hydrant.sinks.search;

import io.hydrant.core.config.DeliveryConfig;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.config.SearchDomainConfig;
import io.hydrant.core.definition.SearchDestination;
import io.hydrant.core.definition.SearchDestination.Service;
import io.hydrant.sinks.request.Exchange;
import io.hydrant.sinks.request.ExchangeContext;
import io.hydrant.sinks.request.Protocol;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * OpenSearch, Elasticsearch and OpenSearch Serverless: each buffer is one bulk request, each record a document.
 *
 * <pre>
 *  records --BulkRequest--> POST /_bulk --BulkAnswer--> a status per document --SearchVerdicts--> delivered, again, failed
 * </pre>
 *
 * A document that is sent again overwrites itself, unless its stream has chosen to have no ids.
 */
public final class SearchProtocol implements Protocol {
    private static final long serialVersionUID = 1;

    private final SearchDestination destination;
    private final String stream;
    private final URI url;
    private final String domainName;
    private final SearchDomainConfig domain;
    private final DeliveryConfig delivery;
    private final String region;

    /**
     * Finds the server.
     *
     * @param stream tells the delivery stream apart from any other that ever wrote to the same index
     * @throws InvalidConfigurationException if the configuration does not say where it is, or it is not to be spoken to
     */
    public SearchProtocol(SearchDestination destination, String stream, HydrantConfig config) {
        this.destination = destination;
        this.stream = stream;
        this.delivery = config.delivery();
        this.region = config.region();
        this.domainName = name(destination);
        this.domain = config.search().domain(domainName);
        this.url = bulkUrl(domain.url() == null ? destination.endpoint() : domain.url());
    }

    private static String name(SearchDestination destination) {
        if (destination.domain() != null) {
            return destination.domain();
        }
        String host = destination.endpoint() == null
                ? null
                : URI.create(destination.endpoint()).getHost();
        return host == null ? "" : host;
    }

    private URI bulkUrl(@Nullable String base) {
        if (base == null) {
            throw new InvalidConfigurationException("search.domains." + domainName
                    + ".url: is missing; the stream names this domain by its ARN, which does not say where it is");
        }
        URI uri = URI.create(base);
        if (!delivery.allows(uri)) {
            throw new InvalidConfigurationException("search.domains." + domainName + ".url: " + base
                    + " is not https:// and not on this machine; delivery.plainHttp true allows that");
        }
        // Percent signs, because that is how a signature has it.
        return URI.create(base.replaceFirst("/+$", "") + "/_bulk?filter_path="
                + BulkAnswer.FILTER.replace(",", "%2C").replace("*", "%2A"));
    }

    @Override
    public String name() {
        return switch (destination.service()) {
            case ELASTICSEARCH -> "Elasticsearch";
            case OPENSEARCH -> "OpenSearch";
            case SERVERLESS -> "OpenSearch Serverless";
        };
    }

    @Override
    public String metricGroup() {
        return destination.service() == Service.SERVERLESS
                ? "DeliveryToAmazonOpenSearchServerless"
                : "DeliveryToAmazonOpenSearchService";
    }

    @Override
    public String errorOutputType() {
        return "AmazonOpenSearchService-failed";
    }

    @Override
    public Exchange open(ExchangeContext context) {
        Authentication authentication = Authentication.of(destination.service(), url, domainName, domain, region);
        BulkClient client = new BulkClient(url, authentication, delivery, context.timer());
        return new SearchExchange(destination, DocumentIds.stream(stream), client, context.metrics());
    }
}
