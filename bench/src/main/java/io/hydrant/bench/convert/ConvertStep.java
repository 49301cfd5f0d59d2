package io.hydrant.bench.convert;

import org.jspecify.annotations.Nullable;

/** What is measured alone: each step does what the one before it does, and more. */
public enum ConvertStep {
    /** Reads for a schema whose one column is in no event, so nothing becomes of what is read. */
    PARSE("parse", null),
    ROWS("parse, convert", null),
    PARQUET("parse, convert, write Parquet", FileFormat.PARQUET),
    ORC("parse, convert, write ORC", FileFormat.ORC);

    private final String label;
    private final @Nullable FileFormat format;

    ConvertStep(String label, @Nullable FileFormat format) {
        this.label = label;
        this.format = format;
    }

    /** Name in the table. */
    String label() {
        return label;
    }

    /** What rows are written as, in memory; null if they are not. */
    @Nullable
    FileFormat format() {
        return format;
    }
}
