package io.hydrant.test.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.hydrant.test.process.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads the YAML documents of a file in {@code k8s/}. */
final class Manifests {
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Manifests() {}

    static List<ObjectNode> of(String file) throws IOException {
        Path path = Repository.root().resolve("k8s").resolve(file);
        try (MappingIterator<ObjectNode> documents =
                YAML.readerFor(ObjectNode.class).readValues(path.toFile())) {
            return documents.readAll();
        }
    }

    /** The document of that kind and name. */
    static ObjectNode of(String file, String kind, String name) throws IOException {
        return of(file).stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .filter(document -> document.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + file));
    }

    static String text(JsonNode node) {
        if (node.isMissingNode()) {
            throw new AssertionError("missing text");
        }
        return node.asText();
    }
}
