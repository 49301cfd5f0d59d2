package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.model.FirehoseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules for stream definitions that the shapes' constraints do not state, with Amazon's words where they are known. */
final class SemanticChecks {
    /** Which configuration goes with which DeliveryStreamType. */
    private static final Map<String, String> SOURCES = Map.of(
            "DirectPutSourceConfiguration",
            DirectPut.TYPE,
            KinesisStream.CONFIGURATION,
            KinesisStream.TYPE,
            MskTopic.CONFIGURATION,
            MskTopic.TYPE);

    /** Configurations of buckets within a destination's. */
    private static final List<String> BUCKETS = List.of("S3BackupConfiguration", "S3Configuration");

    private SemanticChecks() {}

    /**
     * Checks a definition and reads its destination.
     *
     * @param input CreateDeliveryStream's, checked against its shape
     * @throws FirehoseException INVALID_ARGUMENT with the first broken rule
     */
    static DestinationDefinition destination(ObjectNode input) {
        List<String> destinations = new ArrayList<>();
        input.fieldNames().forEachRemaining(member -> {
            if (member.endsWith("DestinationConfiguration")) {
                destinations.add(member);
            }
        });
        if (destinations.size() != 1) {
            throw invalidArgument("Exactly one destination configuration is supported for a Firehose");
        }
        JsonNode destination = input.path(destinations.get(0));
        checkLogging(destination.path("CloudWatchLoggingOptions"));
        checkEncryption(destination.path("EncryptionConfiguration"));
        for (String bucket : BUCKETS) {
            checkLogging(destination.path(bucket).path("CloudWatchLoggingOptions"));
            checkEncryption(destination.path(bucket).path("EncryptionConfiguration"));
        }
        UnsupportedMembers.refuse(input);
        HydrantExtension.check(input.path(HydrantExtension.MEMBER));
        return DestinationDefinition.of(input, destinations.get(0));
    }

    /**
     * Reads the source.
     *
     * @param input CreateDeliveryStream's, checked against its shape
     * @throws FirehoseException INVALID_ARGUMENT if type and configuration do not go together
     */
    static SourceDefinition source(ObjectNode input) {
        String type = input.path("DeliveryStreamType").asText(DirectPut.TYPE);
        SOURCES.forEach((configuration, itsType) -> {
            if (input.has(configuration) && !itsType.equals(type)) {
                throw invalidArgument(configuration + " goes with DeliveryStreamType " + itsType + " only");
            }
        });
        StartingPosition position = HydrantExtension.startingPosition(input);
        return switch (type) {
            case KinesisStream.TYPE -> KinesisStream.of(needed(input, KinesisStream.CONFIGURATION, type), position);
            case MskTopic.TYPE -> MskTopic.of(needed(input, MskTopic.CONFIGURATION, type));
            default -> new DirectPut();
        };
    }

    private static JsonNode needed(ObjectNode input, String configuration, String type) {
        if (!input.has(configuration)) {
            throw invalidArgument(configuration + " is missing: DeliveryStreamType " + type + " needs it");
        }
        return input.path(configuration);
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
