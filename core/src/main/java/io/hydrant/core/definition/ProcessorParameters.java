package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parameters of one processor, all of which are text; each refusal names processor, parameter, value and fix. */
final class ProcessorParameters {
    /** What each processor may be given. */
    private static final Map<String, List<String>> KNOWN = Map.of(
            "Decompression", List.of("CompressionFormat"),
            "CloudWatchLogProcessing", List.of("DataMessageExtraction"),
            "RecordDeAggregation", List.of("SubRecordType", "Delimiter"),
            "Lambda", List.of("LambdaArn", "NumberOfRetries", "RoleArn", "BufferSizeInMBs", "BufferIntervalInSeconds"),
            "MetadataExtraction", List.of("MetadataExtractionQuery", "JsonParsingEngine"),
            "AppendDelimiterToRecord", List.of("Delimiter"));

    private final String processor;
    private final Map<String, String> values;

    private ProcessorParameters(String processor, Map<String, String> values) {
        this.processor = processor;
        this.values = values;
    }

    /** @throws FirehoseException INVALID_ARGUMENT if a parameter is there twice or is none of this processor's */
    static ProcessorParameters of(String processor, JsonNode parameters) {
        List<String> known = Objects.requireNonNull(KNOWN.get(processor), processor);
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode parameter : parameters) {
            String name = parameter.path("ParameterName").asText();
            if (!known.contains(name)) {
                throw invalidArgument("Processor " + processor + " has no parameter " + name + ", only " + known);
            }
            if (values.put(name, parameter.path("ParameterValue").asText()) != null) {
                throw invalidArgument(
                        "Processor " + processor + " is given the parameter " + name + " twice; keep one of them");
            }
        }
        return new ProcessorParameters(processor, values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    String needed(String name) {
        String value = values.get(name);
        if (value == null) {
            throw invalidArgument("Processor " + processor + " needs the parameter " + name);
        }
        return value;
    }

    /** @param otherwise what a missing value counts as; null if it must not be missing */
    String oneOf(String name, @Nullable String otherwise, String... allowed) {
        String value = otherwise == null ? needed(name) : text(name, otherwise);
        if (!Arrays.asList(allowed).contains(value)) {
            throw wrong(name, "is none of " + Arrays.toString(allowed));
        }
        return value;
    }

    int integer(String name, int otherwise, int min, int max) {
        BigDecimal value = decimal(name, Integer.toString(otherwise), Integer.toString(min), Integer.toString(max));
        if (value.stripTrailingZeros().scale() > 0) {
            throw wrong(name, "is not a whole number");
        }
        return value.intValue();
    }

    BigDecimal decimal(String name, String otherwise, String min, String max) {
        BigDecimal value;
        try {
            value = new BigDecimal(text(name, otherwise).strip());
        } catch (NumberFormatException e) {
            throw wrong(name, "is not a number");
        }
        if (value.compareTo(new BigDecimal(min)) < 0 || value.compareTo(new BigDecimal(max)) > 0) {
            throw wrong(name, "is not between " + min + " and " + max);
        }
        return value;
    }

    FirehoseException wrong(String name, String why) {
        return invalidArgument("Processor " + processor + ": " + name + " '" + values.get(name) + "' " + why);
    }
}
