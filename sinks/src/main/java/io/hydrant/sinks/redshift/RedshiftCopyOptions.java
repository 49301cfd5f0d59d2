package io.hydrant.sinks.redshift;

import io.hydrant.core.config.RedshiftConfig;
import io.hydrant.core.config.SecretsManagerConfig;
import io.hydrant.core.definition.RedshiftDestination;
import io.hydrant.sinks.s3.StagingBucket;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How the objects of a stream are copied.
 *
 * @param stream name of the delivery stream
 * @param versionId version of its configuration
 * @param destination the table, and the command
 * @param username of the database's user; null if a secret holds it
 * @param password of the same; null also if it is fetched, because the configuration says {@code iam}
 * @param secretArn of that secret; null if username and password are given
 * @param secrets where secrets are
 * @param config of the deployment
 * @param bucket that the objects are in
 * @param prefix of the bucket's objects, as given, under which manifests of skipped objects are written
 */
public record RedshiftCopyOptions(
        String stream,
        String versionId,
        RedshiftDestination destination,
        @Nullable String username,
        @Nullable String password,
        @Nullable String secretArn,
        SecretsManagerConfig secrets,
        RedshiftConfig config,
        StagingBucket bucket,
        String prefix)
        implements Serializable {
    private static final long serialVersionUID = 1;

    /** Without what is secret. */
    @Override
    public String toString() {
        return "RedshiftCopyOptions[" + stream + ", " + versionId + ", " + destination + "]";
    }
}
