package io.hydrant.core.config;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one delivery stream shows its destination, in place of what its definition says.
 *
 * @param accessKey of an HTTP endpoint
 * @param hecToken of Splunk's HTTP Event Collector
 * @param username of a database
 * @param password of the same
 */
public record StreamCredentialsConfig(
        @Nullable String accessKey,
        @Nullable String hecToken,
        @Nullable String username,
        @Nullable String password) implements Serializable {
    private static final long serialVersionUID = 1;

    static final StreamCredentialsConfig NONE = new StreamCredentialsConfig(null, null, null, null);

    public StreamCredentialsConfig {
        Check.notBlank("delivery.credentials.*.accessKey", accessKey);
        Check.notBlank("delivery.credentials.*.hecToken", hecToken);
        Check.together("delivery.credentials.*.username", username, "delivery.credentials.*.password", password);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "StreamCredentialsConfig[]";
    }
}
