package io.hydrant.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A type of the API with its constraints, as Amazon's model states them. Immutable. */
public final class Shape {
    /** What JSON a shape is written as. */
    public enum Type {
        STRUCTURE,
        LIST,
        MAP,
        STRING,
        BLOB,
        BOOLEAN,
        INTEGER,
        LONG,
        DOUBLE,
        FLOAT,
        TIMESTAMP
    }

    /**
     * The one constraint that is not Amazon's: these URLs may be plain HTTP. Whether they really may is up to the deployment,
     * which allows it for this machine alone unless told otherwise.
     */
    private static final Map<String, String> PLAIN_HTTP_TOO = Map.of(
            "HttpEndpointUrl",
            "https?://.*",
            "ElasticsearchClusterEndpoint",
            "https?:.*",
            "AmazonopensearchserviceClusterEndpoint",
            "https?:.*",
            "AmazonOpenSearchServerlessCollectionEndpoint",
            "https?:.*");

    private final ServiceModel model;
    private final String name;
    private final Type type;
    private final Map<String, String> memberShapes = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final Set<String> enumValues = new LinkedHashSet<>();
    private final @Nullable Pattern pattern;
    private final @Nullable Double min;
    private final @Nullable Double max;
    private final boolean sensitive;

    Shape(ServiceModel model, String name, JsonNode json) {
        this.model = model;
        this.name = name;
        this.type = Type.valueOf(json.path("type").asText().toUpperCase(Locale.ROOT));
        json.path("members")
                .properties()
                .forEach(m ->
                        memberShapes.put(m.getKey(), m.getValue().path("shape").asText()));
        for (String element : Set.of("member", "key", "value")) {
            if (json.path(element).has("shape")) {
                memberShapes.put(element, json.path(element).path("shape").asText());
            }
        }
        json.path("required").forEach(member -> required.add(member.asText()));
        json.path("enum").forEach(value -> enumValues.add(value.asText()));
        String given = PLAIN_HTTP_TOO.getOrDefault(name, json.path("pattern").asText(""));
        this.pattern = given.isEmpty() ? null : Pattern.compile(given);
        this.min = json.has("min") ? json.path("min").asDouble() : null;
        this.max = json.has("max") ? json.path("max").asDouble() : null;
        this.sensitive = json.path("sensitive").asBoolean(false);
    }

    /** Name in the model, such as {@code DeliveryStreamName}. */
    public String name() {
        return name;
    }

    /** What JSON it is written as. */
    public Type type() {
        return type;
    }

    /** Names of a structure's members, in the model's order. */
    public Set<String> memberNames() {
        return memberShapes.keySet();
    }

    /** Shape of a structure's member; null if it has no member of that name. */
    public @Nullable Shape member(String member) {
        String shape = memberShapes.get(member);
        return shape == null ? null : model.shape(shape);
    }

    /** Shape of a list's elements or of a map's values. */
    public Shape element() {
        Shape element = member(type == Type.MAP ? "value" : "member");
        if (element == null) {
            throw new IllegalStateException(name + " is neither a list nor a map");
        }
        return element;
    }

    /** Shape of a map's keys. */
    public Shape key() {
        Shape key = member("key");
        if (key == null) {
            throw new IllegalStateException(name + " is no map");
        }
        return key;
    }

    /** Names of a structure's required members. */
    public Set<String> required() {
        return required;
    }

    /** The values a string may have; empty if it is free. */
    public Set<String> enumValues() {
        return enumValues;
    }

    /** What a string must match as a whole; null if anything goes. */
    public @Nullable Pattern pattern() {
        return pattern;
    }

    /** Least length or value, if there is one. */
    public @Nullable Double min() {
        return min;
    }

    /** Greatest length or value, if there is one. */
    public @Nullable Double max() {
        return max;
    }

    /** Whether values must not be shown in messages and logs. */
    public boolean sensitive() {
        return sensitive;
    }

    @Override
    public String toString() {
        return name;
    }
}
