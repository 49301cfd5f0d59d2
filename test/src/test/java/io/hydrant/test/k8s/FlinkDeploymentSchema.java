package io.hydrant.test.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The schema of a FlinkDeployment, from the operator's own CRD, as the API server applies it with
 * {@code --validate=strict}: unknown fields are errors.
 */
final class FlinkDeploymentSchema {
    private static final String CRD = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

    private final JsonSchema schema;

    private FlinkDeploymentSchema(JsonSchema schema) {
        this.schema = schema;
    }

    static FlinkDeploymentSchema read() throws IOException {
        try (InputStream in = FlinkDeploymentSchema.class.getResourceAsStream(CRD)) {
            JsonNode crd = Manifests.YAML.readTree(in);
            ObjectNode root = (ObjectNode) crd.at("/spec/versions/0/schema/openAPIV3Schema");
            refuseUnknownFields(root);
            // Kubernetes adds these to every schema.
            ObjectNode properties = root.withObjectProperty("properties");
            properties.putObject("apiVersion").put("type", "string").put("const", "flink.apache.org/v1beta1");
            properties.putObject("kind").put("type", "string").put("const", "FlinkDeployment");
            properties.putObject("metadata").put("type", "object");
            return new FlinkDeploymentSchema(
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(root));
        }
    }

    /** What is wrong with a document, one line per fault. */
    List<String> faults(JsonNode document) {
        return schema.validate(document).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static void refuseUnknownFields(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        node.forEach(FlinkDeploymentSchema::refuseUnknownFields);
    }
}
