package io.hydrant.core.format;

import java.io.Serializable;
import java.util.List;

/** What objects hold in place of the records as they are. */
public sealed interface OutputFormat extends Serializable {
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
            implements OutputFormat {}

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
        public Orc {
            bloomFilterColumns = List.copyOf(bloomFilterColumns);
        }
    }

    /**
     * Comma-separated values by RFC 4180.
     *
     * @param header whether each object begins with the names of the columns
     * @param delimiter between fields; ASCII, neither a quotation mark nor a line end
     */
    record Csv(boolean header, char delimiter) implements OutputFormat {}

    /** Each JSON document on a line of its own, as it came but for white space between its tokens. */
    record JsonLines() implements OutputFormat {}
}
