package io.hydrant.core.config;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where the APIs of Redshift and Redshift Serverless are, which give temporary credentials of databases. Neither is looked at
 * without {@code redshift.iam: true}.
 *
 * @param endpoint URL of the API; left out, Amazon's
 * @param region of clusters and workgroups; left out, the one in each ClusterJDBCURL
 * @param accessKey access key; left out, the environment's credentials chain
 * @param secretKey its secret
 * @param sessionToken of temporary credentials
 */
public record RedshiftApiConfig(
        @Nullable String endpoint,
        @Nullable String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String sessionToken)
        implements Serializable {

    private static final long serialVersionUID = 1;

    static final RedshiftApiConfig DEFAULT = new RedshiftApiConfig(null, null, null, null, null);

    public RedshiftApiConfig {
        Check.httpUrl("redshift.api.endpoint", endpoint);
        Check.notBlank("redshift.api.region", region);
        Check.together("redshift.api.accessKey", accessKey, "redshift.api.secretKey", secretKey);
        if (sessionToken != null && accessKey == null) {
            throw new InvalidConfigurationException("redshift.api.sessionToken: goes with redshift.api.accessKey only");
        }
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "RedshiftApiConfig[" + endpoint + ", " + region + "]";
    }
}
