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
        ObjectNode older = bucket(given, hints);
        ObjectNode extended = described("ExtendedS3DestinationDescription", given, hints);
        Descriptions.fillIn(extended, "S3BackupMode", "Disabled");
        if (given.has("S3BackupConfiguration")) {
            extended.set("S3BackupDescription", bucket(given.path("S3BackupConfiguration"), BufferingHints.S3_DEFAULT));
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
     * The older form, which is that of the buckets of all destinations.
     *
     * @param hints to be shown if none are given
     */
    static ObjectNode bucket(JsonNode given, BufferingHints hints) {
        return described("S3DestinationDescription", given, hints);
    }

    /**
     * What the description's shape has in common with the configuration's, and the defaults that are always shown.
     *
     * @param hints to be shown if none are given
     */
    private static ObjectNode described(String shape, JsonNode given, BufferingHints hints) {
        ObjectNode description = ShapeValidator.known(ServiceModel.firehose().shape(shape), given);
        Descriptions.fillIn(description, hints);
        Descriptions.fillIn(description, "CompressionFormat", "UNCOMPRESSED");
        if (description.path("EncryptionConfiguration").isEmpty()) {
            description.putObject("EncryptionConfiguration").put("NoEncryptionConfig", "NoEncryption");
        }
        Descriptions.fillInSwitch(description, "CloudWatchLoggingOptions");
        return description;
    }

    private static ObjectNode retryOptions(DynamicPartitioning partitioning) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("DurationInSeconds", partitioning.retryDuration().toSeconds());
    }
}
