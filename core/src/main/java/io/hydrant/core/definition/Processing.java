package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.jq.JqQuery;
import io.hydrant.core.model.FirehoseException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done to records on their way, whatever the order of the processors in the definition:
 *
 * <pre>
 *  decompression, message extraction, de-aggregation, Lambda, metadata extraction, delimiter
 * </pre>
 *
 * @param decompression whether records are gunzipped, as CloudWatch Logs sends them
 * @param messageExtraction whether of CloudWatch Logs' documents only the messages are kept
 * @param deAggregation how a record is taken apart; null if it is not
 * @param lambda the function that transforms records; null if there is none
 * @param metadataExtractionQuery jq query that gives a record's partition keys; null if there is none
 * @param delimiter bytes to put behind each record; null if there are none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and never changed.
public record Processing(
        boolean decompression,
        boolean messageExtraction,
        @Nullable DeAggregation deAggregation,
        @Nullable LambdaProcessor lambda,
        @Nullable String metadataExtractionQuery,
        byte @Nullable [] delimiter)
        implements Serializable {

    /** Records go on as they came. */
    public static final Processing NONE = new Processing(false, false, null, null, null, null);

    private static final long serialVersionUID = 1;
    private static final String PROCESSORS = "ProcessingConfiguration.Processors";

    /** Whether records go on as they came. */
    public boolean isNone() {
        return !decompression
                && deAggregation == null
                && lambda == null
                && metadataExtractionQuery == null
                && delimiter == null;
    }

    /**
     * Reads a configuration that keeps to its shape's constraints; one that does not say Enabled is not.
     *
     * @throws FirehoseException INVALID_ARGUMENT naming the processor and the parameter that cannot be
     */
    static Processing of(JsonNode configuration) {
        if (!configuration.path("Enabled").booleanValue()) {
            return NONE;
        }
        Map<String, ProcessorParameters> processors = new LinkedHashMap<>();
        for (JsonNode processor : configuration.path("Processors")) {
            String type = processor.path("Type").asText();
            if (processors.put(type, ProcessorParameters.of(type, processor.path("Parameters"))) != null) {
                throw invalidArgument(PROCESSORS + " holds " + type + " twice; keep one of them");
            }
        }
        if (processors.isEmpty()) {
            throw invalidArgument(PROCESSORS + " is empty: give at least one processor, or leave"
                    + " ProcessingConfiguration.Enabled false");
        }
        boolean decompression = decompression(processors.get("Decompression"));
        return new Processing(
                decompression,
                messageExtraction(processors.get("CloudWatchLogProcessing"), decompression),
                DeAggregation.of(processors.get("RecordDeAggregation")),
                LambdaProcessor.of(processors.get("Lambda")),
                query(processors.get("MetadataExtraction")),
                delimiter(processors.get("AppendDelimiterToRecord")));
    }

    private static boolean decompression(@Nullable ProcessorParameters parameters) {
        if (parameters == null) {
            return false;
        }
        String unused = parameters.oneOf("CompressionFormat", "GZIP", "GZIP");
        return true;
    }

    private static boolean messageExtraction(@Nullable ProcessorParameters parameters, boolean decompression) {
        if (parameters == null) {
            return false;
        }
        if (!decompression) {
            throw invalidArgument("CloudWatchLogProcessing goes with the processor Decompression only; add that one");
        }
        return Boolean.parseBoolean(parameters.oneOf("DataMessageExtraction", null, "true", "false"));
    }

    private static @Nullable String query(@Nullable ProcessorParameters parameters) {
        if (parameters == null) {
            return null;
        }
        String unused = parameters.oneOf("JsonParsingEngine", null, "JQ-1.6");
        String query = parameters.needed("MetadataExtractionQuery");
        JqQuery unusedQuery = JqQuery.parse(query);
        return query;
    }

    /** A value cannot be blank, so line feeds and tabs come as the two characters that consoles show. */
    private static byte @Nullable [] delimiter(@Nullable ProcessorParameters parameters) {
        if (parameters == null) {
            return null;
        }
        String text = parameters.text("Delimiter", "\\n");
        return text.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\r", "\r")
                .getBytes(UTF_8);
    }
}
