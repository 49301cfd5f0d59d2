package io.hydrant.core.definition;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Records are read from a Kinesis data stream.
 *
 * @param arn {@code arn:aws:kinesis:<region>:<account>:stream/<name>}
 * @param startingPosition where to start; null: where {@code kinesis.startingPosition} of the deployment says
 */
public record KinesisStream(String arn, @Nullable StartingPosition startingPosition) implements SourceDefinition {
    static final String TYPE = "KinesisStreamAsSource";
    static final String CONFIGURATION = "KinesisStreamSourceConfiguration";

    private static final long serialVersionUID = 1;

    static KinesisStream of(JsonNode configuration, @Nullable StartingPosition startingPosition) {
        return new KinesisStream(configuration.path("KinesisStreamARN").asText(), startingPosition);
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** Name of the Kinesis stream. */
    public String name() {
        return arn.substring(arn.indexOf('/') + 1);
    }

    /** Region of the Kinesis stream. */
    public String region() {
        return arn.split(":", -1)[3];
    }
}
