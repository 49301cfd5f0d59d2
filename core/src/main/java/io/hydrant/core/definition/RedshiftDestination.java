package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A table in Amazon Redshift: records go into objects in a bucket, from which the database copies them.
 *
 * @param host of the cluster or workgroup, in Amazon's cloud
 * @param port of it
 * @param database in it
 * @param roleArn of the role by which the database reads the bucket
 * @param table that records are copied to, as COPY takes it
 * @param columns of it, a list with commas; empty for all
 * @param copyOptions end of the COPY command, as given; may be empty
 * @param username of the database's user; null if it is elsewhere
 * @param password of the same
 * @param retryDuration for how long a COPY that fails is tried again, counted from the first attempt, all included
 * @param secretArn of the secret in Secrets Manager that holds both; null if there is none
 */
public record RedshiftDestination(
        String host,
        int port,
        String database,
        String roleArn,
        String table,
        String columns,
        String copyOptions,
        @Nullable String username,
        @Nullable String password,
        Duration retryDuration,
        @Nullable String secretArn)
        implements Destination {
    /** Name of its configuration. */
    static final String CONFIGURATION = "RedshiftDestinationConfiguration";

    private static final long serialVersionUID = 1;
    private static final int DEFAULT_RETRY_SECONDS = 3600;
    private static final int MAX_PORT = 65_535;

    /**
     * Reads a configuration that keeps to its shape's constraints.
     *
     * @throws FirehoseException INVALID_ARGUMENT if its members do not go together
     */
    static RedshiftDestination of(JsonNode configuration) {
        // jdbc:redshift://host:port/database, which is all that the shape lets through.
        String url = configuration.path("ClusterJDBCURL").asText();
        String place = url.substring(url.indexOf("://") + "://".length());
        int slash = place.indexOf('/');
        int colon = place.lastIndexOf(':', slash);
        int port = Integer.parseInt(place.substring(colon + 1, slash));
        if (port < 1 || port > MAX_PORT) {
            throw invalidArgument("ClusterJDBCURL '" + url + "' has a port that is not between 1 and " + MAX_PORT);
        }
        JsonNode copy = configuration.path("CopyCommand");
        RedshiftDestination destination = new RedshiftDestination(
                place.substring(0, colon),
                port,
                place.substring(slash + 1),
                configuration.path("RoleARN").asText(),
                copy.path("DataTableName").asText(),
                copy.path("DataTableColumns").asText(""),
                copy.path("CopyOptions").asText(""),
                RequestMembers.text(configuration, "Username"),
                RequestMembers.text(configuration, "Password"),
                RequestMembers.retryDuration(configuration, DEFAULT_RETRY_SECONDS),
                RequestMembers.secretArn(configuration));
        CopyRules.check(destination);
        return destination;
    }

    /**
     * Reads the bucket that the database copies from.
     *
     * @throws FirehoseException INVALID_ARGUMENT if no COPY could read what would be there
     */
    S3Destination bucket(JsonNode configuration) {
        JsonNode bucket = configuration.path(CopyRules.BUCKET);
        CopyRules.checkPrefixes(bucket);
        S3Destination destination = S3Destination.of(bucket, false, "");
        CopyRules.checkCompression(destination.compressionFormat(), copyOptions);
        return destination;
    }

    /**
     * What signing in by IAM needs to know of it.
     *
     * @param configuredUser user of the database; null for the definition's
     * @throws FirehoseException INVALID_ARGUMENT naming the member that does not say enough
     */
    public RedshiftCluster cluster(@Nullable String configuredUser) {
        return RedshiftCluster.of(this, configuredUser);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "RedshiftDestination[" + host + ", " + database + ", " + table + "]";
    }
}
