package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.model.ServiceModel;
import io.hydrant.core.model.ShapeValidator;

/** Descriptions of S3 destinations. Amazon shows one and the same destination in the older and in the extended form. */
final class S3Descriptions {
    private S3Descriptions() {}

    /**
     * Adds both forms to a destination's description.
     *
     * @param definition CreateDeliveryStream's input
     */
    static void describe(ObjectNode definition, ObjectNode destination) {
        JsonNode given = definition.has("ExtendedS3DestinationConfiguration")
                ? definition.path("ExtendedS3DestinationConfiguration")
                : definition.path("S3DestinationConfiguration");
        ObjectNode older = described("S3DestinationDescription", given);
        ObjectNode extended = described("ExtendedS3DestinationDescription", given);
        fillIn(extended, "S3BackupMode", "Disabled");
        destination.set("S3DestinationDescription", older);
        destination.set("ExtendedS3DestinationDescription", extended);
    }

    /** What the description's shape has in common with the configuration's, and the defaults that are always shown. */
    private static ObjectNode described(String shape, JsonNode given) {
        ObjectNode description = ShapeValidator.known(ServiceModel.firehose().shape(shape), given);
        if (description.path("BufferingHints").isEmpty()) {
            description
                    .putObject("BufferingHints")
                    .put("SizeInMBs", BufferingHints.S3_DEFAULT.sizeInMBs())
                    .put("IntervalInSeconds", BufferingHints.S3_DEFAULT.intervalInSeconds());
        }
        fillIn(description, "CompressionFormat", "UNCOMPRESSED");
        if (description.path("EncryptionConfiguration").isEmpty()) {
            description.putObject("EncryptionConfiguration").put("NoEncryptionConfig", "NoEncryption");
        }
        if (!description.has("CloudWatchLoggingOptions")) {
            description.putObject("CloudWatchLoggingOptions").put("Enabled", false);
        }
        return description;
    }

    private static void fillIn(ObjectNode description, String member, String value) {
        if (!description.has(member)) {
            description.put(member, value);
        }
    }
}
