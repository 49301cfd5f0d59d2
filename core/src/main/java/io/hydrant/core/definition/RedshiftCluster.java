package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Amazon's API has to know of a database to sign somebody in to it.
 *
 * @param serverless whether it is a workgroup of Redshift Serverless, and not a cluster
 * @param name the workgroup's, or the cluster's identifier
 * @param region that it is in
 * @param database in it
 * @param user of the database; null for that of the caller's identity, which a workgroup has for each
 */
public record RedshiftCluster(
        boolean serverless,
        String name,
        String region,
        String database,
        @Nullable String user) {
    private static final Pattern HOST = Pattern.compile("([^.]+)\\.[^.]+\\.([^.]+)\\.redshift(-serverless)?\\..+");

    static RedshiftCluster of(RedshiftDestination destination, @Nullable String configuredUser) {
        Matcher host = HOST.matcher(destination.host());
        if (!host.matches()) {
            throw invalidArgument("ClusterJDBCURL has the host '" + destination.host()
                    + "', which does not say what redshift.iam in Hydrant's configuration asks Amazon for; give"
                    + " <cluster>.<id>.<region>.redshift.amazonaws.com or"
                    + " <workgroup>.<account>.<region>.redshift-serverless.amazonaws.com");
        }
        boolean serverless = host.group(3) != null;
        String user = configuredUser == null ? destination.username() : configuredUser;
        if (!serverless && user == null) {
            throw invalidArgument(
                    "Username is missing: a cluster needs it with redshift.iam in Hydrant's configuration,"
                            + " or redshift.dbUser there");
        }
        return new RedshiftCluster(
                serverless, host.group(1), host.group(2), destination.database(), serverless ? null : user);
    }
}
