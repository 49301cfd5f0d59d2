package io.hydrant.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Everything one benchmark found out, as JSON: the machine, the command, each single run and the figures made of them.
 *
 * <p>Written anew after each round, so that a benchmark that was stopped early leaves what it had.
 */
public final class Results {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ObjectNode root = JSON.createObjectNode();
    private final Path file;

    /**
     * @param file where to write to; its folder is created
     * @param command the command line, to repeat it
     */
    public Results(Path file, Machine machine, String command) {
        this.file = file;
        root.set("machine", JSON.valueToTree(machine));
        root.put("command", command);
        root.putArray("runs");
        root.putArray("figures");
    }

    /** Adds what one run of one contestant gave. */
    public void addRun(Object run) {
        ((ArrayNode) root.get("runs")).add(JSON.<JsonNode>valueToTree(run));
    }

    /** Replaces the figures: one object per row of the table. */
    public void figures(ArrayNode figures) {
        root.set("figures", figures);
    }

    /** Median, minimum and maximum as JSON. */
    public static ObjectNode json(Samples samples) {
        return JSON.createObjectNode()
                .put("median", round(samples.median()))
                .put("min", round(samples.min()))
                .put("max", round(samples.max()));
    }

    /** An empty array for {@link #figures}. */
    public static ArrayNode newArray() {
        return JSON.createArrayNode();
    }

    /** Writes the file. */
    public void write() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            JSON.writeValue(file.toFile(), root);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the results to " + file, e);
        }
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
