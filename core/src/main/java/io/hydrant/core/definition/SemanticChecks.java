package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.model.FirehoseException;
import java.util.ArrayList;
import java.util.List;

/** Rules for stream definitions that the shapes' constraints do not state, with Amazon's words where they are known. */
final class SemanticChecks {
    private SemanticChecks() {}

    /**
     * Checks a definition and reads its destination.
     *
     * @param input CreateDeliveryStream's, checked against its shape
     * @throws FirehoseException INVALID_ARGUMENT with the first broken rule
     */
    static S3Destination s3Destination(ObjectNode input) {
        List<String> destinations = new ArrayList<>();
        input.fieldNames().forEachRemaining(member -> {
            if (member.endsWith("DestinationConfiguration")) {
                destinations.add(member);
            }
        });
        if (destinations.size() != 1) {
            throw invalidArgument("Exactly one destination configuration is supported for a Firehose");
        }
        checkSource(input);
        JsonNode destination = input.path(destinations.get(0));
        checkLogging(destination.path("CloudWatchLoggingOptions"));
        checkEncryption(destination.path("EncryptionConfiguration"));
        UnsupportedMembers.refuse(input);
        return S3Destination.of(destination);
    }

    private static void checkSource(ObjectNode input) {
        boolean directPut = input.path("DeliveryStreamType").asText("DirectPut").equals("DirectPut");
        if (input.has("DirectPutSourceConfiguration") && !directPut) {
            throw invalidArgument("DirectPutSourceConfiguration goes with DeliveryStreamType DirectPut only");
        }
    }

    private static void checkLogging(JsonNode logging) {
        boolean named = logging.has("LogGroupName") && logging.has("LogStreamName");
        if (logging.path("Enabled").booleanValue() && !named) {
            throw invalidArgument(
                    "CloudWatchLoggingOptions.LogGroupName and CloudWatchLoggingOptions.LogStreamName must"
                            + " be given when logging is enabled");
        }
    }

    private static void checkEncryption(JsonNode encryption) {
        if (encryption.size() > 1) {
            throw invalidArgument(
                    "EncryptionConfiguration takes either NoEncryptionConfig or KMSEncryptionConfig, not both");
        }
    }
}
