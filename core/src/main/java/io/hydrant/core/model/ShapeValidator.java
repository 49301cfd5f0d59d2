package io.hydrant.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON against a shape and says what is wrong the way AWS does. JSON null counts as absent, and members that the
 * shape does not know are passed over: {@link #unknownMembers} finds those.
 *
 * <p>Messages name the paths of values, but show neither blobs nor values that the model calls sensitive.
 */
public final class ShapeValidator {
    /** How many violations are written out; the rest are only counted. */
    private static final int MAX_LISTED = 100;

    private final List<String> listed = new ArrayList<>();
    private int violations;

    private ShapeValidator() {}

    /**
     * Checks a value as a whole.
     *
     * @throws FirehoseException SERIALIZATION if a value is of the wrong JSON type, VALIDATION with all violated
     *     constraints if there are any
     */
    public static void check(Shape shape, JsonNode value) {
        ShapeValidator validator = new ShapeValidator();
        validator.visit(shape, value, null);
        if (validator.violations > 0) {
            throw new FirehoseException(ErrorCode.VALIDATION, validator.message());
        }
    }

    /** A copy of a checked value without what the shape does not know, and without nulls. */
    public static ObjectNode known(Shape shape, JsonNode value) {
        return (ObjectNode) copy(shape, value);
    }

    /** Members that the shape does not know, each as one line: path, and what is known there. */
    public static List<String> unknownMembers(Shape shape, JsonNode value) {
        List<String> found = new ArrayList<>();
        collectUnknown(shape, value, "", found);
        return found;
    }

    private String message() {
        String more = violations > listed.size() ? "; and " + (violations - listed.size()) + " more" : "";
        return violations
                + (violations == 1 ? " validation error detected: " : " validation errors detected: ")
                + String.join("; ", listed)
                + more;
    }

    private void visit(Shape shape, JsonNode value, @Nullable Path path) {
        JsonTypes.check(shape, value);
        switch (shape.type()) {
            case STRUCTURE -> visitStructure(shape, value, path);
            case LIST -> {
                checkLength(shape, value.size(), "[" + value.size() + " members]", path);
                for (int i = 0; i < value.size(); i++) {
                    visit(shape.element(), value.get(i), new Path(path, Integer.toString(i + 1), "member"));
                }
            }
            case MAP -> {
                checkKeys(shape.key(), value, path);
                for (Map.Entry<String, JsonNode> entry : value.properties()) {
                    visit(shape.element(), entry.getValue(), new Path(path, entry.getKey(), "member"));
                }
            }
            case STRING -> visitString(shape, value.textValue(), path);
            case BLOB -> {
                int length = decodedLength(value.textValue());
                checkLength(shape, length, "blob of " + length + " bytes", path);
            }
            case INTEGER, LONG, DOUBLE, FLOAT -> checkRange(shape, value, path);
            case BOOLEAN, TIMESTAMP -> {}
        }
    }

    private void visitStructure(Shape shape, JsonNode value, @Nullable Path path) {
        for (String member : shape.required()) {
            if (value.path(member).isMissingNode() || value.path(member).isNull()) {
                violated("null", new Path(path, member, null), "Member must not be null");
            }
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Shape member = shape.member(entry.getKey());
            if (member != null && !entry.getValue().isNull()) {
                visit(member, entry.getValue(), new Path(path, entry.getKey(), null));
            }
        }
    }

    private void visitString(Shape shape, String text, @Nullable Path path) {
        String shown = shape.sensitive() ? "***" : shorten(text);
        if (!shape.enumValues().isEmpty() && !shape.enumValues().contains(text)) {
            violated(quote(shown), path, "Member must satisfy enum value set: " + shape.enumValues());
        }
        boolean fits = checkLength(shape, text.length(), shown, path);
        // Only text of bounded length meets a pattern, and always as a whole.
        if (fits && shape.pattern() != null && !shape.pattern().matcher(text).matches()) {
            violated(
                    quote(shown),
                    path,
                    "Member must satisfy regular expression pattern: "
                            + shape.pattern().pattern());
        }
    }

    /** However many keys are wrong, one of them is shown. */
    private void checkKeys(Shape shape, JsonNode map, @Nullable Path path) {
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            ShapeValidator key = new ShapeValidator();
            key.visitString(shape, entry.getKey(), path);
            if (key.violations > 0) {
                violated(
                        quote(shape.sensitive() ? "***" : shorten(entry.getKey())),
                        path,
                        "Map keys must satisfy constraint: " + constraints(shape));
                return;
            }
        }
    }

    private static List<String> constraints(Shape shape) {
        List<String> constraints = new ArrayList<>();
        if (shape.max() != null) {
            constraints.add("Member must have length less than or equal to " + number(shape.max()));
        }
        if (shape.min() != null) {
            constraints.add("Member must have length greater than or equal to " + number(shape.min()));
        }
        if (shape.pattern() != null) {
            constraints.add("Member must satisfy regular expression pattern: "
                    + shape.pattern().pattern());
        }
        return constraints;
    }

    private boolean checkLength(Shape shape, int length, String shown, @Nullable Path path) {
        Double min = shape.min();
        Double max = shape.max();
        if (max != null && length > max) {
            violated(quote(shown), path, "Member must have length less than or equal to " + max.longValue());
            return false;
        }
        if (min != null && length < min) {
            violated(quote(shown), path, "Member must have length greater than or equal to " + min.longValue());
        }
        return true;
    }

    private void checkRange(Shape shape, JsonNode value, @Nullable Path path) {
        Double min = shape.min();
        Double max = shape.max();
        if (max != null && value.doubleValue() > max) {
            violated(quote(value.asText()), path, "Member must have value less than or equal to " + number(max));
        }
        if (min != null && value.doubleValue() < min) {
            violated(quote(value.asText()), path, "Member must have value greater than or equal to " + number(min));
        }
    }

    private void violated(String shown, @Nullable Path path, String constraint) {
        violations++;
        if (listed.size() < MAX_LISTED) {
            listed.add("Value " + shown + " at '" + path + "' failed to satisfy constraint: " + constraint);
        }
    }

    private static JsonNode copy(Shape shape, JsonNode value) {
        switch (shape.type()) {
            case STRUCTURE -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                for (Map.Entry<String, JsonNode> entry : value.properties()) {
                    Shape member = shape.member(entry.getKey());
                    if (member != null && !entry.getValue().isNull()) {
                        copy.set(entry.getKey(), copy(member, entry.getValue()));
                    }
                }
                return copy;
            }
            case LIST -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                value.forEach(element -> copy.add(copy(shape.element(), element)));
                return copy;
            }
            default -> {
                return value;
            }
        }
    }

    private static void collectUnknown(Shape shape, JsonNode value, String path, List<String> found) {
        if (shape.type() == Shape.Type.STRUCTURE && value.isObject()) {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                Shape member = shape.member(entry.getKey());
                String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                if (member == null) {
                    found.add(at + ": no such member, known here are " + String.join(", ", shape.memberNames()));
                } else {
                    collectUnknown(member, entry.getValue(), at, found);
                }
            }
        } else if (shape.type() == Shape.Type.LIST && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                collectUnknown(shape.element(), value.get(i), path + "[" + i + "]", found);
            }
        }
    }

    private static int decodedLength(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException e) {
            throw new FirehoseException(ErrorCode.SERIALIZATION, "A blob is not valid base64");
        }
    }

    private static String quote(String shown) {
        return "'" + shown + "'";
    }

    private static String shorten(String text) {
        return text.length() <= 256 ? text : text.substring(0, 256) + "...";
    }

    private static String number(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    /** Where a value is, spelled as AWS does: first letters small, list elements as {@code records.1.member}. */
    private record Path(
            @Nullable Path parent, String step, @Nullable String suffix) {
        @Override
        public String toString() {
            String own = Character.toLowerCase(step.charAt(0)) + step.substring(1);
            return (parent == null ? "" : parent + ".") + own + (suffix == null ? "" : "." + suffix);
        }
    }
}
