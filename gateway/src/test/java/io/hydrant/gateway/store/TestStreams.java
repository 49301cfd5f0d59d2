package io.hydrant.gateway.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.StreamDefinition;
import java.nio.file.Path;
import java.time.Instant;

/** Delivery streams for tests. */
public final class TestStreams {
    private TestStreams() {}

    /** A stream whose incarnation is made of one digit, and which has defaults everywhere. */
    public static DeliveryStream stream(String name, StreamStatus status, char incarnation) {
        return of(input(name), status, incarnation);
    }

    /** The same, reading from a Kinesis stream. */
    public static DeliveryStream kinesisStream(String name, StreamStatus status, char incarnation) {
        ObjectNode input = input(name).put("DeliveryStreamType", "KinesisStreamAsSource");
        input.putObject("KinesisStreamSourceConfiguration")
                .put("KinesisStreamARN", "arn:aws:kinesis:eu-west-1:123456789012:stream/orders")
                .put("RoleARN", "arn:aws:iam::123456789012:role/r");
        return of(input, status, incarnation);
    }

    private static ObjectNode input(String name) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("DeliveryStreamName", name);
        input.putObject("S3DestinationConfiguration")
                .put("RoleARN", "arn:aws:iam::123456789012:role/r")
                .put("BucketARN", "arn:aws:s3:::b");
        return input;
    }

    private static DeliveryStream of(ObjectNode input, StreamStatus status, char incarnation) {
        StreamDefinition definition = StreamDefinition.of(input);
        return new DeliveryStream(
                definition.name(),
                "arn:aws:firehose:us-east-1:000000000000:deliverystream/" + definition.name(),
                status,
                1,
                1_700_000_000_123L,
                status == StreamStatus.CREATING ? null : Instant.ofEpochMilli(1_700_000_001_456L),
                String.valueOf(incarnation).repeat(16),
                definition);
    }

    /** Configuration with everything in a folder. */
    public static HydrantConfig config(Path folder) {
        return new HydrantConfig(
                null, null, folder, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
