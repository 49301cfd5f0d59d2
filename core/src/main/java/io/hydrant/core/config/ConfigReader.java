package io.hydrant.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads {@code conf/hydrant.yaml}, and hands the configuration on to jobs as JSON. */
public final class ConfigReader {
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConfigReader() {}

    /**
     * Reads a file; an empty one gives the defaults.
     *
     * @throws InvalidConfigurationException in one line: file, member, value, fix
     */
    public static HydrantConfig read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new InvalidConfigurationException("longer than any configuration (1 MiB)");
            }
            return bind(YAML.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            String what =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            throw new InvalidConfigurationException(file + ": not YAML" + where + ": " + what);
        } catch (IOException e) {
            throw new InvalidConfigurationException(
                    file + ": cannot be read: " + e.getClass().getSimpleName());
        } catch (InvalidConfigurationException e) {
            throw new InvalidConfigurationException(file + ": " + e.getMessage());
        }
    }

    /** The configuration on one line of JSON, secrets included: never log it. */
    public static String toJson(HydrantConfig config) {
        return RecordBinder.unbind(config).toString();
    }

    /**
     * Reads what {@link #toJson} gave.
     *
     * @throws InvalidConfigurationException if it is something else
     */
    public static HydrantConfig fromJson(String json) {
        try {
            return bind(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HydrantConfig bind(@Nullable JsonNode tree) {
        boolean empty = tree == null || tree.isMissingNode() || tree.isNull();
        return RecordBinder.bind(HydrantConfig.class, empty ? null : tree, "");
    }
}
