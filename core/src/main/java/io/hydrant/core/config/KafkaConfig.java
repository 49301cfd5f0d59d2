package io.hydrant.core.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the Kafka clusters are that delivery streams read from. The ingest log's is not among them.
 *
 * @param clusters by name: the one in a stream's MSKClusterARN, {@code arn:aws:kafka:<region>:<account>:cluster/<name>/<id>}
 */
public record KafkaConfig(Map<String, KafkaClusterConfig> clusters) {
    static final KafkaConfig DEFAULT = new KafkaConfig(null);

    public KafkaConfig(@Nullable Map<String, KafkaClusterConfig> clusters) {
        this.clusters = clusters == null ? Map.of() : Map.copyOf(clusters);
    }

    /**
     * The cluster of that name.
     *
     * @throws InvalidConfigurationException in one line, if nothing is said of it
     */
    public KafkaClusterConfig cluster(String name) {
        KafkaClusterConfig cluster = clusters.get(name);
        if (cluster == null) {
            throw new InvalidConfigurationException("kafka.clusters." + name
                    + ": missing; give its bootstrapServers, for example 127.0.0.1:9092, because a stream's MSKClusterARN"
                    + " names this cluster");
        }
        return cluster;
    }
}
