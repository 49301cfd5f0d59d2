package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.HttpEndpointDestination;
import io.hydrant.core.definition.RequestDestination;
import io.hydrant.core.definition.SearchDestination;
import io.hydrant.core.definition.SplunkDestination;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.model.ServiceModel;
import io.hydrant.core.model.ShapeValidator;
import java.util.Map;

/**
 * Descriptions of destinations that take records in requests. Nobody is shown a secret: Amazon's description of an HTTP
 * endpoint has no member for its access key, and Splunk's, which has one for the token, is left without it.
 */
final class RequestDescriptions {
    private static final String CONFIGURATION = "DestinationConfiguration";
    private static final String DESCRIPTION = "DestinationDescription";

    private RequestDescriptions() {}

    /** Adds a destination's own form to its description. */
    static void describe(StreamDefinition definition, RequestDestination destination, ObjectNode description) {
        for (Map.Entry<String, JsonNode> member : definition.json().properties()) {
            String name = member.getKey();
            if (name.endsWith(CONFIGURATION)) {
                String shape = name.substring(0, name.length() - CONFIGURATION.length()) + DESCRIPTION;
                description.set(shape, described(shape, member.getValue(), destination));
            }
        }
    }

    private static ObjectNode described(String shape, JsonNode given, RequestDestination destination) {
        ObjectNode shown = ShapeValidator.known(ServiceModel.firehose().shape(shape), given);
        shown.remove("HECToken");
        Descriptions.fillIn(shown, destination.bufferingHints());
        shown.withObjectProperty("RetryOptions")
                .put("DurationInSeconds", destination.retryDuration().toSeconds());
        if (destination instanceof HttpEndpointDestination) {
            Descriptions.fillIn(shown, "S3BackupMode", "FailedDataOnly");
            Descriptions.fillIn(shown.withObjectProperty("RequestConfiguration"), "ContentEncoding", "NONE");
            Descriptions.fillInSwitch(shown, "SecretsManagerConfiguration");
        } else if (destination instanceof SplunkDestination splunk) {
            Descriptions.fillIn(shown, "S3BackupMode", "FailedEventsOnly");
            shown.put(
                    "HECAcknowledgmentTimeoutInSeconds",
                    splunk.acknowledgmentTimeout().toSeconds());
            Descriptions.fillInSwitch(shown, "SecretsManagerConfiguration");
        } else if (destination instanceof SearchDestination search) {
            Descriptions.fillIn(shown, "S3BackupMode", "FailedDocumentsOnly");
            if (search.service() != SearchDestination.Service.SERVERLESS) {
                Descriptions.fillIn(
                        shown, "IndexRotationPeriod", search.rotation().name());
                Descriptions.fillIn(
                        shown.withObjectProperty("DocumentIdOptions"), "DefaultDocumentIdFormat", "FIREHOSE_DEFAULT");
            }
        }
        Descriptions.fillInSwitch(shown, "CloudWatchLoggingOptions");
        JsonNode bucket = given.path("S3Configuration");
        shown.set("S3DestinationDescription", S3Descriptions.bucket(bucket, BufferingHints.S3_DEFAULT));
        if (shown.has("ProcessingConfiguration")) {
            // Splunk's configuration has no role but the bucket's.
            String role = given.path("RoleARN").asText(bucket.path("RoleARN").asText());
            ProcessingDescriptions.fillIn(shown.withObjectProperty("ProcessingConfiguration"), role);
        }
        return shown;
    }
}
