package io.hydrant.core.format;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.util.List;

/** Members under {@code Hydrant}, which Amazon's model does not describe; each refusal names member, value and fix. */
final class HydrantMembers {
    private HydrantMembers() {}

    /** @throws FirehoseException INVALID_ARGUMENT unless it is an object with none but these members */
    static void checkKnown(JsonNode object, String path, List<String> known) {
        if (!object.isObject()) {
            throw invalidArgument(path + " is not an object with members " + known);
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw invalidArgument(path + "." + name + ": no such member, known here are " + known);
            }
        });
    }

    /** @throws FirehoseException INVALID_ARGUMENT unless it is true, false or left out */
    static boolean flag(JsonNode value, String path, boolean otherwise) {
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw invalidArgument(path + " '" + value.asText() + "' is none of true, false");
        }
        return value.asBoolean(otherwise);
    }

    /** @throws FirehoseException INVALID_ARGUMENT unless it is a text that is not blank */
    static String text(JsonNode value, String path) {
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw invalidArgument(path + " is missing, or no text; give it one");
        }
        return value.textValue();
    }
}
