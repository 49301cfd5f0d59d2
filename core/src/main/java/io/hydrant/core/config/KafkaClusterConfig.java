package io.hydrant.core.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka cluster.
 *
 * @param bootstrapServers Kafka's {@code bootstrap.servers}
 * @param authentication NONE (plain TCP, the default), TLS (encrypted; with a key store in the properties, mutual), SCRAM
 *     (TLS and a user's password, SCRAM-SHA-512) or IAM (TLS and the environment's AWS credentials)
 * @param username user of SCRAM
 * @param password the user's
 * @param properties further settings of Kafka's consumer; they win
 */
public record KafkaClusterConfig(
        String bootstrapServers,
        String authentication,
        @Nullable String username,
        @Nullable String password,
        Map<String, String> properties) {

    private static final String NONE = "NONE";
    private static final String SCRAM = "SCRAM";
    private static final List<String> AUTHENTICATIONS = List.of(NONE, "TLS", SCRAM, "IAM");

    public KafkaClusterConfig(
            @Nullable String bootstrapServers,
            @Nullable String authentication,
            @Nullable String username,
            @Nullable String password,
            @Nullable Map<String, String> properties) {
        if (bootstrapServers == null || bootstrapServers.isBlank()) {
            throw new InvalidConfigurationException(
                    "kafka.clusters.*.bootstrapServers: missing; say where Kafka is, for example 127.0.0.1:9092");
        }
        this.bootstrapServers = bootstrapServers;
        this.authentication = Objects.requireNonNullElse(authentication, NONE);
        this.username = username;
        this.password = password;
        this.properties = properties == null ? Map.of() : Map.copyOf(properties);
        Check.oneOf("kafka.clusters.*.authentication", this.authentication, AUTHENTICATIONS);
        boolean named = username != null && password != null;
        if (named != this.authentication.equals(SCRAM) || (username == null) != (password == null)) {
            throw new InvalidConfigurationException("kafka.clusters.*.authentication: " + this.authentication
                    + "; username and password go with SCRAM, and SCRAM needs both");
        }
    }

    @Override
    public String toString() {
        return "KafkaClusterConfig[" + bootstrapServers + ", " + authentication + "]";
    }
}
