package io.hydrant.core.model;

import com.fasterxml.jackson.databind.JsonNode;

/** Which JSON a shape may be written as, and AWS's words for what it may not. */
final class JsonTypes {
    private JsonTypes() {}

    /** @throws FirehoseException SERIALIZATION if the value cannot be read as the shape's type */
    static void check(Shape shape, JsonNode value) {
        boolean fits = switch (shape.type()) {
            case STRUCTURE, MAP -> value.isObject();
            case LIST -> value.isArray();
            case STRING, BLOB -> value.isTextual();
            case BOOLEAN -> value.isBoolean();
            case INTEGER -> value.isIntegralNumber() && value.canConvertToInt();
            case LONG -> value.isIntegralNumber() && value.canConvertToLong();
            case DOUBLE, FLOAT -> value.isNumber();
            case TIMESTAMP -> Timestamps.instant(value) != null;
        };
        if (!fits) {
            throw new FirehoseException(ErrorCode.SERIALIZATION, complaint(shape, value));
        }
    }

    private static String complaint(Shape shape, JsonNode value) {
        if (value.isObject()) {
            return "Start of structure or map found where not expected.";
        }
        if (value.isArray()) {
            return "Start of list found where not expected.";
        }
        String wanted = switch (shape.type()) {
            case STRUCTURE, MAP -> "a structure";
            case LIST -> "a list";
            case STRING -> "a String";
            case BLOB -> "a Blob";
            case BOOLEAN -> "a Boolean";
            case INTEGER -> "an Integer";
            case LONG -> "a Long";
            case DOUBLE, FLOAT -> "a Double";
            case TIMESTAMP -> "a Timestamp";
        };
        return found(value) + " can not be converted to " + wanted;
    }

    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "STRING_VALUE";
            case NUMBER -> "NUMBER_VALUE";
            case BOOLEAN -> value.booleanValue() ? "TRUE_VALUE" : "FALSE_VALUE";
            default -> "NULL_VALUE";
        };
    }
}
