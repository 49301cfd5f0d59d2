package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.DynamicPartitioning;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.format.FormatConversion;
import io.hydrant.core.model.ServiceModel;
import io.hydrant.core.model.ShapeValidator;

/** Descriptions of S3 destinations. Amazon shows one and the same destination in the older and in the extended form. */
final class S3Descriptions {
    private S3Descriptions() {}

    /** Adds both forms to a destination's description. */
    static void describe(StreamDefinition definition, ObjectNode destination) {
        ObjectNode input = definition.json();
        JsonNode given = input.has("ExtendedS3DestinationConfiguration")
                ? input.path("ExtendedS3DestinationConfiguration")
                : input.path("S3DestinationConfiguration");
        BufferingHints hints = definition.s3().bufferingHints();
        ObjectNode older = described("S3DestinationDescription", given, hints);
        ObjectNode extended = described("ExtendedS3DestinationDescription", given, hints);
        fillIn(extended, "S3BackupMode", "Disabled");
        if (given.has("S3BackupConfiguration")) {
            extended.set(
                    "S3BackupDescription",
                    described(
                            "S3DestinationDescription",
                            given.path("S3BackupConfiguration"),
                            BufferingHints.S3_DEFAULT));
        }
        if (definition.partitioning() != null) {
            extended.withObjectProperty("DynamicPartitioningConfiguration")
                    .set("RetryOptions", retryOptions(definition.partitioning()));
        }
        if (extended.has(FormatConversion.CONFIGURATION)) {
            // Its other defaults Amazon leaves out, and tools take what is there for what was asked for.
            ObjectNode conversion = extended.withObjectProperty(FormatConversion.CONFIGURATION);
            conversion.put("Enabled", FormatConversion.isEnabled(conversion));
        }
        if (extended.has("ProcessingConfiguration")) {
            ProcessingDescriptions.fillIn(
                    extended.withObjectProperty("ProcessingConfiguration"),
                    extended.path("RoleARN").asText());
        }
        destination.set("S3DestinationDescription", older);
        destination.set("ExtendedS3DestinationDescription", extended);
    }

    /**
     * What the description's shape has in common with the configuration's, and the defaults that are always shown.
     *
     * @param hints to be shown if none are given
     */
    private static ObjectNode described(String shape, JsonNode given, BufferingHints hints) {
        ObjectNode description = ShapeValidator.known(ServiceModel.firehose().shape(shape), given);
        if (description.path("BufferingHints").isEmpty()) {
            description
                    .putObject("BufferingHints")
                    .put("SizeInMBs", hints.sizeInMBs())
                    .put("IntervalInSeconds", hints.intervalInSeconds());
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

    private static ObjectNode retryOptions(DynamicPartitioning partitioning) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("DurationInSeconds", partitioning.retryDuration().toSeconds());
    }

    private static void fillIn(ObjectNode description, String member, String value) {
        if (!description.has(member)) {
            description.put(member, value);
        }
    }
}
