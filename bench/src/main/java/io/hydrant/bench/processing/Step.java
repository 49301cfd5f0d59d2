package io.hydrant.bench.processing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PrefixExpression;
import io.hydrant.operators.batch.Processor;
import io.hydrant.operators.deaggregate.DeAggregate;
import io.hydrant.operators.decompress.Decompress;
import io.hydrant.operators.jq.MetadataExtraction;

/** A processor that is measured alone. */
public enum Step {
    DE_AGGREGATE_JSON("RecordDeAggregation, JSON, 10 events", Form.AGGREGATES),
    DE_AGGREGATE_DELIMITED("RecordDeAggregation, DELIMITED, 10 events", Form.AGGREGATES),
    DECOMPRESS("Decompression, 20 events", Form.LOGS),
    EXTRACT("Decompression and CloudWatchLogProcessing, 20 events", Form.LOGS),
    JQ_PATHS("MetadataExtraction, 2 paths, fast path", Form.EVENTS),
    JQ_LIBRARY("MetadataExtraction, 2 paths, library", Form.EVENTS),
    JQ_DATE("MetadataExtraction, path and slice, library", Form.EVENTS);

    private static final PartitionKeys KEYS =
            PartitionKeys.of(PrefixExpression.parse("!{partitionKeyFromQuery:a}/!{partitionKeyFromQuery:b}/"));

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a record of an enum and numbers
    private final Form form;

    Step(String label, Form form) {
        this.label = label;
        this.form = form;
    }

    /** Name in the table. */
    String label() {
        return label;
    }

    /** What it is given. */
    Form form() {
        return form;
    }

    /** A new one. */
    Processor processor() {
        return switch (this) {
            case DE_AGGREGATE_JSON -> new DeAggregate(null);
            case DE_AGGREGATE_DELIMITED -> new DeAggregate("\n".getBytes(US_ASCII));
            case DECOMPRESS -> new Decompress(false);
            case EXTRACT -> new Decompress(true);
            case JQ_PATHS -> new MetadataExtraction("{a:.type,b:.user}", KEYS);
            case JQ_LIBRARY -> new MetadataExtraction("{a:.type,b:.user}", KEYS, false);
            case JQ_DATE -> new MetadataExtraction("{a:.type,b:.ts[0:10]}", KEYS);
        };
    }
}
