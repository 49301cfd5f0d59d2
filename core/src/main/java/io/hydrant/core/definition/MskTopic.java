package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.model.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Records are the messages of a Kafka topic.
 *
 * @param clusterArn {@code arn:aws:kafka:<region>:<account>:cluster/<name>/<id>}
 * @param topic name of the topic
 * @param readFrom messages with an older timestamp are passed over; null: older than the stream's activation
 */
public record MskTopic(
        String clusterArn, String topic, @Nullable Instant readFrom) implements SourceDefinition {
    static final String TYPE = "MSKAsSource";
    static final String CONFIGURATION = "MSKSourceConfiguration";

    private static final long serialVersionUID = 1;
    private static final String BEFORE_NAME = ":cluster/";

    /** @throws FirehoseException INVALID_ARGUMENT if the ARN names no cluster or the topic's name cannot be one */
    static MskTopic of(JsonNode configuration) {
        String arn = configuration.path("MSKClusterARN").asText();
        if (clusterName(arn).isEmpty()) {
            throw invalidArgument("MSKSourceConfiguration.MSKClusterARN '" + arn
                    + "' does not name a cluster: it ends in :cluster/<name>/<id>");
        }
        return new MskTopic(
                arn,
                configuration.path("TopicName").asText(),
                Timestamps.instant(configuration.path("ReadFromTimestamp")));
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** Name of the cluster: by it {@code kafka.clusters} says where the cluster is. */
    public String clusterName() {
        return clusterName(clusterArn);
    }

    private static String clusterName(String arn) {
        int at = arn.indexOf(BEFORE_NAME);
        return at < 0 ? "" : arn.substring(at + BEFORE_NAME.length()).split("/", -1)[0];
    }
}
