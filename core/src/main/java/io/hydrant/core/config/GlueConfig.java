package io.hydrant.core.config;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Glue's Data Catalog is, whose tables say what columns converted records have. Nothing of it is needed, or looked
 * at, before a stream names such a table.
 *
 * @param endpoint Glue endpoint URL; left out, Amazon's
 * @param region region of tables whose stream does not say it; left out, the deployment's
 * @param accessKey access key; left out, the environment's credentials chain
 * @param secretKey its secret
 * @param sessionToken of temporary credentials
 * @param refreshInterval how often a running job looks for a new version of its table; default 1 min
 */
public record GlueConfig(
        @Nullable String endpoint,
        @Nullable String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String sessionToken,
        Duration refreshInterval)
        implements Serializable {

    private static final long serialVersionUID = 1;

    static final GlueConfig DEFAULT = new GlueConfig(null, null, null, null, null, null);

    /** As in the file: what may be left out is null. */
    public GlueConfig(
            @Nullable String endpoint,
            @Nullable String region,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @Nullable String sessionToken,
            @Nullable Duration refreshInterval) {
        this.endpoint = endpoint;
        this.region = region;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.sessionToken = sessionToken;
        this.refreshInterval = refreshInterval == null ? Duration.ofMinutes(1) : refreshInterval;
        Check.httpUrl("glue.endpoint", endpoint);
        Check.notBlank("glue.region", region);
        Check.together("glue.accessKey", accessKey, "glue.secretKey", secretKey);
        if (sessionToken != null && accessKey == null) {
            throw new InvalidConfigurationException("glue.sessionToken: goes with glue.accessKey only");
        }
        Check.range("glue.refreshInterval", this.refreshInterval, Duration.ofMillis(100), Duration.ofDays(1));
    }

    @Override
    public String toString() {
        return "GlueConfig[" + endpoint + ", " + region + "]";
    }
}
