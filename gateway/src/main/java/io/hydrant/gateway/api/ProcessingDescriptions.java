package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.LambdaProcessor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Descriptions of processing: what was given, and the parameters of a function that Amazon shows filled in. */
final class ProcessingDescriptions {
    private ProcessingDescriptions() {}

    /**
     * Adds what was left out.
     *
     * @param configuration a copy of what was given
     * @param role of the destination, with which a function is invoked if it has none of its own
     */
    static void fillIn(ObjectNode configuration, String role) {
        if (!configuration.has("Enabled")) {
            configuration.put("Enabled", false);
        }
        for (JsonNode processor : configuration.path("Processors")) {
            if (processor.path("Type").asText().equals("Lambda")) {
                fillInFunction(((ObjectNode) processor).withArrayProperty("Parameters"), role);
            }
        }
    }

    private static void fillInFunction(ArrayNode parameters, String role) {
        Map<String, String> missing = new LinkedHashMap<>();
        missing.put("NumberOfRetries", Integer.toString(LambdaProcessor.DEFAULT_RETRIES));
        missing.put("RoleArn", role);
        missing.put("BufferSizeInMBs", Integer.toString(LambdaProcessor.DEFAULT_BUFFER_SIZE_IN_MBS));
        missing.put("BufferIntervalInSeconds", Integer.toString(LambdaProcessor.DEFAULT_BUFFER_INTERVAL_IN_SECONDS));
        parameters.forEach(
                parameter -> missing.remove(parameter.path("ParameterName").asText()));
        missing.forEach((name, value) ->
                parameters.addObject().put("ParameterName", name).put("ParameterValue", value));
    }
}
