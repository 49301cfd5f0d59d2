package io.hydrant.core.format;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What objects hold in place of the records as they are. */
public sealed interface OutputFormat extends Serializable {
    /** End of the keys of objects, with its dot; empty if the format gives them none. */
    default String extension() {
        return "";
    }

    /**
     * Reads a Serializer that keeps to its shape's constraints, and fills in Firehose's defaults.
     *
     * @throws FirehoseException INVALID_ARGUMENT, in Amazon's words
     */
    static OutputFormat of(JsonNode serializer) {
        if (serializer.isEmpty()) {
            throw invalidArgument("Serializer must not be null");
        }
        if (serializer.size() > 1) {
            throw invalidArgument("More than one serializer specified. Only one may be chosen.");
        }
        return serializer.has("OrcSerDe")
                ? Orc.of(serializer.path("OrcSerDe"))
                : Parquet.of(serializer.path("ParquetSerDe"));
    }

    /**
     * Parquet.
     *
     * @param blockBytes row group
     * @param pageBytes page
     * @param compression {@code UNCOMPRESSED}, {@code GZIP} or {@code SNAPPY}
     * @param dictionary whether columns are dictionary encoded
     * @param maxPaddingBytes between row groups
     * @param version2 whether pages are of format 2
     */
    record Parquet(
            long blockBytes,
            int pageBytes,
            String compression,
            boolean dictionary,
            int maxPaddingBytes,
            boolean version2)
            implements OutputFormat {
        /** All of Firehose's defaults. */
        public static final Parquet DEFAULT = new Parquet(256 << 20, 1 << 20, "SNAPPY", false, 0, false);

        private static Parquet of(JsonNode options) {
            return new Parquet(
                    options.path("BlockSizeBytes").asLong(DEFAULT.blockBytes),
                    options.path("PageSizeBytes").asInt(DEFAULT.pageBytes),
                    options.path("Compression").asText(DEFAULT.compression),
                    options.path("EnableDictionaryCompression").asBoolean(DEFAULT.dictionary),
                    options.path("MaxPaddingBytes").asInt(DEFAULT.maxPaddingBytes),
                    options.path("WriterVersion").asText("V1").equals("V2"));
        }

        @Override
        public String extension() {
            return ".parquet";
        }
    }

    /**
     * ORC.
     *
     * @param stripeBytes stripe
     * @param blockBytes block that stripes are padded to
     * @param rowIndexStride rows between index entries
     * @param padding whether stripes are padded
     * @param paddingTolerance share of a stripe, 0 to 1
     * @param compression {@code NONE}, {@code ZLIB} or {@code SNAPPY}
     * @param bloomFilterColumns those that get a Bloom filter
     * @param bloomFilterFalsePositives probability, 0 to 1
     * @param dictionaryKeyThreshold distinct values per value up to which strings are dictionary encoded, 0 to 1
     * @param version011 whether files are of format 0.11 instead of 0.12
     */
    record Orc(
            long stripeBytes,
            long blockBytes,
            int rowIndexStride,
            boolean padding,
            double paddingTolerance,
            String compression,
            List<String> bloomFilterColumns,
            double bloomFilterFalsePositives,
            double dictionaryKeyThreshold,
            boolean version011)
            implements OutputFormat {
        /** All of Firehose's defaults. */
        public static final Orc DEFAULT =
                new Orc(64 << 20, 256 << 20, 10_000, false, 0.05, "SNAPPY", List.of(), 0.05, 0, false);

        public Orc {
            bloomFilterColumns = List.copyOf(bloomFilterColumns);
        }

        private static Orc of(JsonNode options) {
            List<String> bloomFilterColumns = new ArrayList<>();
            options.path("BloomFilterColumns").forEach(column -> bloomFilterColumns.add(column.asText()));
            return new Orc(
                    options.path("StripeSizeBytes").asLong(DEFAULT.stripeBytes),
                    options.path("BlockSizeBytes").asLong(DEFAULT.blockBytes),
                    options.path("RowIndexStride").asInt(DEFAULT.rowIndexStride),
                    options.path("EnablePadding").asBoolean(DEFAULT.padding),
                    options.path("PaddingTolerance").asDouble(DEFAULT.paddingTolerance),
                    options.path("Compression").asText(DEFAULT.compression),
                    bloomFilterColumns,
                    options.path("BloomFilterFalsePositiveProbability").asDouble(DEFAULT.bloomFilterFalsePositives),
                    options.path("DictionaryKeyThreshold").asDouble(DEFAULT.dictionaryKeyThreshold),
                    options.path("FormatVersion").asText("V0_12").equals("V0_11"));
        }

        @Override
        public String extension() {
            return ".orc";
        }
    }

    /**
     * Comma-separated values by RFC 4180.
     *
     * @param header whether each object begins with the names of the columns
     * @param delimiter between fields; ASCII, neither a quotation mark nor a line end
     */
    record Csv(boolean header, char delimiter) implements OutputFormat {
        private static final List<String> MEMBERS = List.of("Header", "Delimiter");

        /**
         * Reads Hydrant.Csv; with a header and commas if it is missing.
         *
         * @throws FirehoseException INVALID_ARGUMENT
         */
        static Csv ofExtension(JsonNode options) {
            if (options.isMissingNode()) {
                return new Csv(true, ',');
            }
            HydrantMembers.checkKnown(options, "Hydrant.Csv", MEMBERS);
            String delimiter = options.path("Delimiter").asText(",");
            char first = delimiter.isEmpty() ? '"' : delimiter.charAt(0);
            if (delimiter.length() != 1 || first == '"' || (first < ' ' && first != '\t') || first > '~') {
                String shown = delimiter.chars().anyMatch(Character::isISOControl) ? "" : " '" + delimiter + "'";
                throw invalidArgument(
                        "Hydrant.Csv.Delimiter" + shown
                                + " is not one ASCII character other than a quotation mark and line ends; use \",\" or \"\\t\"");
            }
            return new Csv(HydrantMembers.flag(options.path("Header"), "Hydrant.Csv.Header", true), first);
        }
    }

    /** Each JSON document on a line of its own, as it came but for white space between its tokens. */
    record JsonLines() implements OutputFormat {}
}
