package io.hydrant.core.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Records are delivered in groups, by keys that the prefix of their objects is made of.
 *
 * @param retryDuration how long the delivery of a group is tried
 */
public record DynamicPartitioning(Duration retryDuration) implements Serializable {
    /** How many seconds Firehose tries if nothing is said. */
    public static final int DEFAULT_RETRY_SECONDS = 300;

    private static final long serialVersionUID = 1;

    /** Reads a configuration that keeps to its shape's constraints; null if it is not switched on. */
    static @Nullable DynamicPartitioning of(JsonNode configuration) {
        if (!configuration.path("Enabled").booleanValue()) {
            return null;
        }
        int seconds = configuration.at("/RetryOptions/DurationInSeconds").asInt(DEFAULT_RETRY_SECONDS);
        return new DynamicPartitioning(Duration.ofSeconds(seconds));
    }
}
