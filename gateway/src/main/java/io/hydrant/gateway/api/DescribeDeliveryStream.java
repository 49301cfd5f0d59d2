package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.RedshiftDestination;
import io.hydrant.core.definition.RequestDestination;
import io.hydrant.gateway.store.DeliveryStream;

/** Describes a stream: what its owner gave, with the defaults that Amazon shows filled in. */
final class DescribeDeliveryStream implements ApiOperation {
    /** A stream has one destination, and it is always called this. */
    static final String DESTINATION_ID = "destinationId-000000000001";

    private final Streams lookup;

    DescribeDeliveryStream(Streams lookup) {
        this.lookup = lookup;
    }

    @Override
    public String name() {
        return "DescribeDeliveryStream";
    }

    @Override
    public ObjectNode call(ObjectNode input) {
        DeliveryStream stream = lookup.named(input);
        ObjectNode definition = stream.definition().json();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode description = answer.putObject("DeliveryStreamDescription");
        description.put("DeliveryStreamName", stream.name());
        description.put("DeliveryStreamARN", stream.arn());
        description.put("DeliveryStreamStatus", stream.status().apiName());
        description.put("DeliveryStreamType", stream.definition().type());
        description.put("VersionId", Long.toString(stream.versionId()));
        description.put("CreateTimestamp", SourceDescriptions.seconds(stream.createMillis()));
        SourceDescriptions.put(
                description, "LastUpdateTimestamp", stream.updates().last());
        description.putObject("DeliveryStreamEncryptionConfiguration").put("Status", "DISABLED");
        SourceDescriptions.describe(stream, definition, description);
        ArrayNode destinations = description.putArray("Destinations");
        if (DESTINATION_ID.compareTo(input.path("ExclusiveStartDestinationId").asText("")) > 0) {
            ObjectNode destination = destinations.addObject().put("DestinationId", DESTINATION_ID);
            if (stream.definition().destination() instanceof RequestDestination request) {
                RequestDescriptions.describe(stream.definition(), request, destination);
            } else if (stream.definition().destination() instanceof RedshiftDestination redshift) {
                RedshiftDescriptions.describe(stream.definition(), redshift, destination);
            } else {
                S3Descriptions.describe(stream.definition(), destination);
            }
        }
        description.put("HasMoreDestinations", false);
        return answer;
    }
}
