package io.hydrant.core.config;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Secrets Manager is, which holds the credentials of destinations whose stream says so. Nothing of it is needed, or
 * looked at, before a stream names a secret.
 *
 * @param endpoint Secrets Manager endpoint URL; left out, Amazon's
 * @param region of secrets; left out, the one in each secret's ARN
 * @param accessKey access key; left out, the environment's credentials chain
 * @param secretKey its secret
 * @param sessionToken of temporary credentials
 * @param refreshInterval how often a running job reads a secret again; default 10 min, as Firehose's
 */
public record SecretsManagerConfig(
        @Nullable String endpoint,
        @Nullable String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String sessionToken,
        Duration refreshInterval)
        implements Serializable {

    private static final long serialVersionUID = 1;

    static final SecretsManagerConfig DEFAULT = new SecretsManagerConfig(null, null, null, null, null, null);

    /** As in the file: what may be left out is null. */
    public SecretsManagerConfig(
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
        this.refreshInterval = refreshInterval == null ? Duration.ofMinutes(10) : refreshInterval;
        Check.httpUrl("secretsManager.endpoint", endpoint);
        Check.notBlank("secretsManager.region", region);
        Check.together("secretsManager.accessKey", accessKey, "secretsManager.secretKey", secretKey);
        if (sessionToken != null && accessKey == null) {
            throw new InvalidConfigurationException(
                    "secretsManager.sessionToken: goes with secretsManager.accessKey only");
        }
        Check.range("secretsManager.refreshInterval", this.refreshInterval, Duration.ofMillis(100), Duration.ofDays(1));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "SecretsManagerConfig[" + endpoint + ", " + region + "]";
    }
}
