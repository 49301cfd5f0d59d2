package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.RedshiftDestination;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.model.ServiceModel;
import io.hydrant.core.model.ShapeValidator;

/** Descriptions of Redshift. Nobody is shown a password: Amazon's description has no member for it. */
final class RedshiftDescriptions {
    private static final String DESCRIPTION = "RedshiftDestinationDescription";

    private RedshiftDescriptions() {}

    /** Adds a destination's own form to its description. */
    static void describe(StreamDefinition definition, RedshiftDestination destination, ObjectNode description) {
        JsonNode given = definition.json().path("RedshiftDestinationConfiguration");
        ObjectNode shown = ShapeValidator.known(ServiceModel.firehose().shape(DESCRIPTION), given);
        shown.withObjectProperty("RetryOptions")
                .put("DurationInSeconds", destination.retryDuration().toSeconds());
        Descriptions.fillIn(shown, "S3BackupMode", "Disabled");
        Descriptions.fillInSwitch(shown, "CloudWatchLoggingOptions");
        Descriptions.fillInSwitch(shown, "SecretsManagerConfiguration");
        shown.set("S3DestinationDescription", bucket(given.path("S3Configuration")));
        if (given.has("S3BackupConfiguration")) {
            shown.set("S3BackupDescription", bucket(given.path("S3BackupConfiguration")));
        }
        if (shown.has("ProcessingConfiguration")) {
            ProcessingDescriptions.fillIn(shown.withObjectProperty("ProcessingConfiguration"), destination.roleArn());
        }
        description.set(DESCRIPTION, shown);
    }

    private static ObjectNode bucket(JsonNode given) {
        return S3Descriptions.bucket(given, BufferingHints.S3_DEFAULT);
    }
}
