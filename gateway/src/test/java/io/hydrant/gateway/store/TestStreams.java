package io.hydrant.gateway.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.StreamDefinition;
import java.nio.file.Path;

/** Delivery streams for tests. */
public final class TestStreams {
    private TestStreams() {}

    /** A stream whose incarnation is made of one digit, and which has defaults everywhere. */
    public static DeliveryStream stream(String name, StreamStatus status, char incarnation) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("DeliveryStreamName", name);
        input.putObject("S3DestinationConfiguration")
                .put("RoleARN", "arn:aws:iam::123456789012:role/r")
                .put("BucketARN", "arn:aws:s3:::b");
        return new DeliveryStream(
                name,
                "arn:aws:firehose:us-east-1:000000000000:deliverystream/" + name,
                status,
                1,
                1_700_000_000_123L,
                String.valueOf(incarnation).repeat(16),
                StreamDefinition.of(input));
    }

    /** Configuration with everything in a folder. */
    public static HydrantConfig config(Path folder) {
        return new HydrantConfig(null, null, folder, null, null, null, null, null, null, null);
    }
}
