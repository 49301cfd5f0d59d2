package io.hydrant.gateway.api;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.SearchDomainConfig;
import io.hydrant.core.definition.Destination;
import io.hydrant.core.definition.HttpEndpointDestination;
import io.hydrant.core.definition.JdbcDestination;
import io.hydrant.core.definition.RedshiftCluster;
import io.hydrant.core.definition.RedshiftDestination;
import io.hydrant.core.definition.SearchDestination;
import io.hydrant.core.definition.SplunkDestination;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Sees that this deployment may speak to a stream's destination, and that it knows where it is and how it knows its callers: a
 * job would stumble over it later. Nothing is asked of the destination.
 */
final class DestinationCheck {
    private static final String PLAIN_HTTP =
            "; http:// is for destinations on this machine, and for others if Hydrant's"
                    + " configuration says delivery.plainHttp: true";

    private final HydrantConfig config;

    DestinationCheck(HydrantConfig config) {
        this.config = config;
    }

    /** @throws FirehoseException VALIDATION or INVALID_ARGUMENT naming the member, and the setting that it needs */
    void check(StreamDefinition definition) {
        Destination destination = definition.destination();
        if (destination instanceof HttpEndpointDestination http) {
            checkModelled(
                    http.url(), "***", "httpEndpointDestinationConfiguration.endpointConfiguration.url", "https://.*");
        } else if (destination instanceof SplunkDestination splunk) {
            check(definition.name(), splunk);
        } else if (destination instanceof SearchDestination search) {
            check(search);
        } else if (destination instanceof RedshiftDestination redshift) {
            check(definition.name(), redshift);
        } else if (destination instanceof JdbcDestination jdbc) {
            check(definition.name(), jdbc);
        }
    }

    private void check(String stream, RedshiftDestination redshift) {
        boolean configured = config.delivery().credentialsOf(stream).username() != null;
        if (config.redshift().iam() && redshift.secretArn() == null && !configured) {
            RedshiftCluster unused = redshift.cluster(config.redshift().dbUser());
            return;
        }
        boolean given = redshift.username() != null && redshift.password() != null;
        if (!given && redshift.secretArn() == null && !configured) {
            throw invalidArgument((redshift.username() == null ? "Username" : "Password")
                    + " is missing: give Username and Password, a secret that has them in SecretsManagerConfiguration, or"
                    + " delivery.credentials." + stream + ".username and .password in Hydrant's configuration");
        }
    }

    private void check(String stream, JdbcDestination jdbc) {
        boolean configured = config.delivery().credentialsOf(stream).username() != null;
        if (jdbc.username() == null && jdbc.secretArn() == null && !configured) {
            throw invalidArgument(
                    "Hydrant.Jdbc.Username is missing: give it, a secret that has it in Hydrant.Jdbc.SecretArn, or"
                            + " delivery.credentials." + stream + ".username in Hydrant's configuration");
        }
    }

    private void check(String stream, SplunkDestination splunk) {
        if (!isAllowed(splunk.endpoint())) {
            throw invalidArgument("HECEndpoint '" + splunk.endpoint() + "' is not an https:// URL" + PLAIN_HTTP);
        }
        boolean configured = config.delivery().credentialsOf(stream).hecToken() != null;
        if (splunk.token() == null && splunk.secretArn() == null && !configured) {
            throw invalidArgument(
                    "HECToken is missing: give it, a secret that has it in SecretsManagerConfiguration, or"
                            + " delivery.credentials." + stream + ".hecToken in Hydrant's configuration");
        }
    }

    private void check(SearchDestination search) {
        String endpoint = search.endpoint();
        if (endpoint == null) {
            checkDomain(String.valueOf(search.domain()));
            return;
        }
        boolean serverless = search.service() == SearchDestination.Service.SERVERLESS;
        String configuration = switch (search.service()) {
            case ELASTICSEARCH -> "elasticsearchDestinationConfiguration";
            case OPENSEARCH -> "amazonopensearchserviceDestinationConfiguration";
            case SERVERLESS -> "amazonOpenSearchServerlessDestinationConfiguration";
        };
        checkModelled(
                endpoint,
                endpoint,
                configuration + (serverless ? ".collectionEndpoint" : ".clusterEndpoint"),
                "https:.*");
    }

    /** Amazon's cloud is not asked where its domains are. */
    private void checkDomain(String domain) {
        SearchDomainConfig known = config.search().domain(domain);
        if (known.url() == null) {
            throw invalidArgument("DomainARN: Hydrant's configuration does not say where this domain is:"
                    + " search.domains." + domain + ".url: missing; give its endpoint, or ClusterEndpoint in place of"
                    + " DomainARN");
        }
        if (!isAllowed(known.url())) {
            throw invalidArgument("DomainARN: search.domains." + domain + ".url '" + known.url()
                    + "' in Hydrant's configuration is not an https:// URL" + PLAIN_HTTP);
        }
    }

    /** As Amazon does, whose model has the pattern; Hydrant's takes http:// until it is known where to. */
    private void checkModelled(String url, String shown, String path, String pattern) {
        if (!isAllowed(url)) {
            throw new FirehoseException(
                    ErrorCode.VALIDATION,
                    "1 validation error detected: Value '" + shown + "' at '" + path
                            + "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                            + pattern
                            + PLAIN_HTTP);
        }
    }

    private boolean isAllowed(String url) {
        try {
            return config.delivery().allows(new URI(url));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
