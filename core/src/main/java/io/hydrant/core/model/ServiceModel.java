package io.hydrant.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Amazon's own description of the Firehose API, read from the JSON that AWS SDKs are made from. Immutable. */
public final class ServiceModel {
    private static final String FIREHOSE = "/models/firehose-2015-08-04-model.json";

    private final String targetPrefix;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    private ServiceModel(JsonNode json) {
        targetPrefix = json.path("metadata").path("targetPrefix").asText();
        json.path("shapes")
                .properties()
                .forEach(s -> shapes.put(s.getKey(), new Shape(this, s.getKey(), s.getValue())));
        json.path("operations")
                .properties()
                .forEach(o -> operations.put(
                        o.getKey(),
                        new Operation(o.getKey(), shapeOf(o.getValue(), "input"), shapeOf(o.getValue(), "output"))));
    }

    private Shape shapeOf(JsonNode operation, String side) {
        return shape(operation.path(side).path("shape").asText());
    }

    /** The model of Firehose, read once per process. */
    public static ServiceModel firehose() {
        return Holder.FIREHOSE_MODEL;
    }

    /** What stands before the dot in {@code X-Amz-Target}. */
    public String targetPrefix() {
        return targetPrefix;
    }

    /** Names of all operations, in the model's order. */
    public Set<String> operationNames() {
        return operations.keySet();
    }

    /** The operation of that name; null if Amazon has none. */
    public @Nullable Operation operation(String name) {
        return operations.get(name);
    }

    /**
     * Shape by name.
     *
     * @throws IllegalArgumentException if the model has no shape of that name
     */
    public Shape shape(String name) {
        Shape shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("no shape " + name + " in the service model");
        }
        return shape;
    }

    private static final class Holder {
        static final ServiceModel FIREHOSE_MODEL = load();

        private static ServiceModel load() {
            try (InputStream in = ServiceModel.class.getResourceAsStream(FIREHOSE)) {
                if (in == null) {
                    throw new FileNotFoundException("not on the classpath: " + FIREHOSE);
                }
                return new ServiceModel(new ObjectMapper().readTree(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
