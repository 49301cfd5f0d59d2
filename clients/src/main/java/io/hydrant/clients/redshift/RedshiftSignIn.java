package io.hydrant.clients.redshift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.clients.aws.AwsClient;
import io.hydrant.clients.aws.AwsKeys;
import io.hydrant.clients.aws.AwsProtocol;
import io.hydrant.clients.aws.AwsService;
import io.hydrant.clients.aws.ServiceException;
import io.hydrant.clients.aws.ServiceException.Kind;
import io.hydrant.core.config.RedshiftApiConfig;
import io.hydrant.core.definition.RedshiftCluster;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Signs in to a database of Redshift by IAM: asks Amazon for credentials when there are none that will last. Any thread may
 * call; one asks, and the others wait for it.
 */
public final class RedshiftSignIn implements AutoCloseable {
    private static final String SECTION = "redshift.api";
    private static final AwsService CLUSTERS =
            new AwsService("Redshift", "redshift", "AmazonRedshift", SECTION, AwsProtocol.QUERY);
    private static final AwsService WORKGROUPS = new AwsService(
            "Redshift Serverless", "redshift-serverless", "RedshiftServerless", SECTION, AwsProtocol.JSON);
    /** The least that both APIs take. */
    private static final int DURATION_SECONDS = 900;

    private static final Duration LEAST_LEFT = Duration.ofMinutes(3);

    private final RedshiftCluster cluster;
    private final String region;
    private final AwsClient client;
    private volatile @Nullable TemporaryCredentials last;
    private volatile boolean refused;

    /** Opens nothing yet: neither the network nor credentials are looked at before somebody asks. */
    public RedshiftSignIn(RedshiftApiConfig config, RedshiftCluster cluster) {
        String configured = config.region();
        this.cluster = cluster;
        this.region = configured == null ? cluster.region() : configured;
        this.client = new AwsClient(
                cluster.serverless() ? WORKGROUPS : CLUSTERS,
                config.endpoint(),
                new AwsKeys(SECTION, config.accessKey(), config.secretKey(), config.sessionToken()));
    }

    /**
     * Credentials that last for some minutes more, as far as Amazon gives such.
     *
     * @throws ServiceException naming the cluster and the fix, if there are none after some attempts; closing this and
     *     interrupting the thread end the wait
     */
    public synchronized TemporaryCredentials current() {
        TemporaryCredentials known = last;
        if (known != null
                && !refused
                && Instant.now().isBefore(known.expiration().minus(LEAST_LEFT))) {
            return known;
        }
        try {
            TemporaryCredentials fetched = cluster.serverless() ? ofWorkgroup() : ofCluster();
            last = fetched;
            refused = false;
            return fetched;
        } catch (ServiceException e) {
            throw new ServiceException(
                    e.kind(),
                    "there are no temporary credentials of " + (cluster.serverless() ? "workgroup " : "cluster ")
                            + cluster.name() + ": " + e.text() + fix(e.kind()));
        }
    }

    private String fix(Kind kind) {
        return switch (kind) {
            case NOT_FOUND ->
                "; check that it has the name and the region of ClusterJDBCURL, or give " + SECTION + ".region";
            case ACCESS ->
                "; " + SECTION + ".accessKey, or the environment's credentials, need "
                        + (cluster.serverless()
                                ? "redshift-serverless:GetCredentials of the workgroup"
                                : "redshift:GetClusterCredentials of the database's user and the database");
            case UNAVAILABLE, UNUSABLE -> "";
        };
    }

    private TemporaryCredentials ofWorkgroup() {
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("workgroupName", cluster.name())
                .put("dbName", cluster.database())
                .put("durationSeconds", DURATION_SECONDS);
        JsonNode answer = client.call(region, "GetCredentials", input);
        JsonNode expiration = answer.path("expiration");
        if (!expiration.isNumber()) {
            throw incomplete("expiration");
        }
        // Seconds, as everywhere in JSON 1.1, with a fraction.
        return read(answer, "dbUser", "dbPassword", Instant.ofEpochMilli((long) (expiration.doubleValue() * 1000)));
    }

    private TemporaryCredentials ofCluster() {
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("Version", "2012-12-01")
                .put("ClusterIdentifier", cluster.name())
                .put("DbUser", cluster.user())
                .put("DbName", cluster.database())
                .put("DurationSeconds", DURATION_SECONDS);
        JsonNode answer = client.call(region, "GetClusterCredentials", input);
        try {
            Instant expiration = Instant.parse(answer.path("Expiration").asText());
            return read(answer, "DbUser", "DbPassword", expiration);
        } catch (DateTimeException e) {
            throw incomplete("Expiration");
        }
    }

    private static TemporaryCredentials read(JsonNode answer, String user, String password, Instant expiration) {
        return new TemporaryCredentials(text(answer, user), text(answer, password), expiration);
    }

    private static String text(JsonNode answer, String member) {
        String text = answer.path(member).asText();
        if (text.isEmpty()) {
            throw incomplete(member);
        }
        return text;
    }

    private static ServiceException incomplete(String member) {
        return new ServiceException(
                Kind.UNUSABLE,
                "the answer has no usable " + member + "; check that " + SECTION
                        + ".endpoint is that of Redshift's API");
    }

    /** Those that were given last, good or not; null if there were none. Never waits. */
    public @Nullable TemporaryCredentials last() {
        return last;
    }

    /** Says that the database did not take what was given last: the next to ask gets others. */
    public void refused() {
        refused = true;
    }

    /** Ends the wait for answers, too. */
    @Override
    public void close() {
        client.close();
    }
}
