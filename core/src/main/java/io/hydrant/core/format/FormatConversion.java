package io.hydrant.core.format;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Record format conversion of a stream.
 *
 * @param reading how JSON documents are read
 * @param output what is made of them
 * @param schema their columns; null for {@link OutputFormat.JsonLines} alone, which needs none
 */
public record FormatConversion(
        JsonReading reading, OutputFormat output, @Nullable SchemaReference schema) implements Serializable {
    /** Name of Amazon's member. */
    public static final String CONFIGURATION = "DataFormatConversionConfiguration";
    /** Names of Hydrant's own members. */
    public static final List<String> EXTENSIONS = List.of("OutputFormat", "Csv", "Deserializer", "Schema");

    private static final long serialVersionUID = 1;
    private static final List<String> FORMATS = List.of("CSV", "JSON");

    /**
     * Reads what a definition says.
     *
     * @param configuration a DataFormatConversionConfiguration that keeps to its shape's constraints, or a missing node
     * @param extension the definition's Hydrant, unchecked, or a missing node
     * @return null if nothing is converted
     * @throws FirehoseException INVALID_ARGUMENT with the first member that is missing or cannot be, in Amazon's words where
     *     they are known
     */
    public static @Nullable FormatConversion of(JsonNode configuration, JsonNode extension) {
        SchemaReference schema = SchemaReference.ofExtension(extension.path("Schema"));
        if (isEnabled(configuration)) {
            refuse(extension, "OutputFormat", CONFIGURATION + " is enabled, and says the format");
            refuse(extension, "Deserializer", CONFIGURATION + " is enabled, and has an InputFormatConfiguration");
            refuse(extension, "Csv", "it goes with Hydrant.OutputFormat CSV only");
            return columnar(configuration, schema);
        }
        if (extension.has("OutputFormat")) {
            return lines(extension, schema);
        }
        refuse(extension, "Csv", "it goes with Hydrant.OutputFormat CSV only");
        refuse(extension, "Deserializer", "it goes with Hydrant.OutputFormat CSV only");
        if (configuration.isMissingNode()) {
            refuse(extension, "Schema", "nothing is converted; add " + CONFIGURATION + " or Hydrant.OutputFormat CSV");
        }
        return null;
    }

    /** Whether a configuration asks for conversion: one that is there does unless it says otherwise. */
    public static boolean isEnabled(JsonNode configuration) {
        return configuration.isObject() && configuration.path("Enabled").asBoolean(true);
    }

    private static FormatConversion columnar(JsonNode configuration, @Nullable SchemaReference schema) {
        needed(configuration, "InputFormatConfiguration");
        needed(configuration, "OutputFormatConfiguration");
        if (schema == null) {
            needed(configuration, "SchemaConfiguration");
        } else if (configuration.has("SchemaConfiguration")) {
            throw invalidArgument(
                    "SchemaConfiguration and Hydrant.Schema both say what the columns are; keep one of them");
        }
        JsonReading reading = JsonReading.of(configuration.at("/InputFormatConfiguration/Deserializer"));
        OutputFormat output = OutputFormat.of(configuration.at("/OutputFormatConfiguration/Serializer"));
        SchemaReference columns =
                schema == null ? SchemaReference.ofConfiguration(configuration.path("SchemaConfiguration")) : schema;
        if (output instanceof OutputFormat.Orc orc) {
            columns.checkColumns(orc.bloomFilterColumns(), "BloomFilterColumns");
        }
        return new FormatConversion(reading.spelledAs(columns), output, columns);
    }

    private static FormatConversion lines(JsonNode extension, @Nullable SchemaReference schema) {
        String format = extension.path("OutputFormat").asText();
        if (!FORMATS.contains(format)) {
            throw invalidArgument("Hydrant.OutputFormat '" + format + "' is none of " + FORMATS
                    + "; for Parquet and ORC use " + CONFIGURATION);
        }
        if (format.equals("JSON")) {
            refuse(extension, "Csv", "it goes with Hydrant.OutputFormat CSV only");
            refuse(extension, "Deserializer", "JSON is written as it came");
            refuse(extension, "Schema", "JSON is written as it came, whatever its members");
            return new FormatConversion(JsonReading.DEFAULT, new OutputFormat.JsonLines(), null);
        }
        if (schema == null) {
            throw invalidArgument("Hydrant.Schema is missing: Hydrant.OutputFormat CSV needs it for its columns");
        }
        JsonReading reading = JsonReading.ofExtension(extension.path("Deserializer"));
        return new FormatConversion(
                reading.spelledAs(schema), OutputFormat.Csv.ofExtension(extension.path("Csv")), schema);
    }

    private static void needed(JsonNode configuration, String member) {
        if (!configuration.has(member)) {
            throw invalidArgument(member + " must not be null");
        }
    }

    private static void refuse(JsonNode extension, String member, String why) {
        if (extension.has(member)) {
            throw invalidArgument("Hydrant." + member + " must not be given: " + why);
        }
    }
}
