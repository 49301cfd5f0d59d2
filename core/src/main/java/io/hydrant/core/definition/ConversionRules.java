package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.format.FormatConversion;
import io.hydrant.core.model.FirehoseException;

/** What Firehose demands of a destination that it writes Parquet or ORC to, in its words. */
final class ConversionRules {
    private static final int MIN_SIZE = 64;

    private ConversionRules() {}

    /**
     * Checks what stands beside a DataFormatConversionConfiguration; before its own members, as Amazon does.
     *
     * @param destination a destination configuration that keeps to its shape's constraints
     * @param smallBuffers whether the floor of the buffering hints is lifted
     * @return whether the configuration asks for conversion
     * @throws FirehoseException INVALID_ARGUMENT with the first broken rule
     */
    static boolean check(JsonNode destination, boolean smallBuffers) {
        if (!FormatConversion.isEnabled(destination.path(FormatConversion.CONFIGURATION))) {
            return false;
        }
        if (!destination.path("CompressionFormat").asText("UNCOMPRESSED").equals("UNCOMPRESSED")) {
            throw invalidArgument("The S3 destination's compression format must be set to UNCOMPRESSED when data format"
                    + " conversion is enabled. To enable compression within the converted output format, set the"
                    + " appropriate serialization option in the output format configuration.");
        }
        if (!smallBuffers && destination.at("/BufferingHints/SizeInMBs").asInt(MIN_SIZE) < MIN_SIZE) {
            throw invalidArgument("BufferingHints.SizeInMBs must be at least " + MIN_SIZE
                    + " when data format conversion is enabled.");
        }
        return true;
    }
}
