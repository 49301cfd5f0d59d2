package io.hydrant.bench.processing;

/** A job that is measured next to the same job without processors, over the same records. */
public enum JobCase {
    DELIMITER("AppendDelimiterToRecord", Form.EVENTS, processing(type("AppendDelimiterToRecord", ""))),
    DE_AGGREGATION(
            "RecordDeAggregation, JSON, 10 events; AppendDelimiterToRecord",
            Form.AGGREGATES,
            processing(type("RecordDeAggregation", parameter("SubRecordType", "JSON")) + ", "
                    + type("AppendDelimiterToRecord", ""))),
    LOGS(
            "Decompression, CloudWatchLogProcessing, 20 events; AppendDelimiterToRecord",
            Form.LOGS,
            processing(type("Decompression", parameter("CompressionFormat", "GZIP"))
                    + ", " + type("CloudWatchLogProcessing", parameter("DataMessageExtraction", "true"))
                    + ", " + type("AppendDelimiterToRecord", ""))),
    LAMBDA_PLUG_IN("Lambda, plug-in", Form.EVENTS, lambda("plug-in")),
    LAMBDA_URL("Lambda, URL on loopback", Form.EVENTS, lambda("url")),
    PARTITIONS_1("MetadataExtraction, 1 partition", Form.partitioned(1), partitioning()),
    PARTITIONS_100("MetadataExtraction, 100 partitions", Form.partitioned(100), partitioning()),
    PARTITIONS_10000("MetadataExtraction, 10,000 partitions", Form.partitioned(10_000), partitioning());

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a record of an enum and numbers
    private final Form form;

    private final String destination;

    JobCase(String label, Form form, String destination) {
        this.label = label;
        this.form = form;
        this.destination = destination;
    }

    String label() {
        return label;
    }

    /** What its records hold. */
    Form form() {
        return form;
    }

    /** Members of the S3 destination that say what is done to records, each with a comma behind it. */
    String destination() {
        return destination;
    }

    /** Whether its files have an event per line even if nothing is done to the records. */
    boolean linesWithout() {
        return form.kind() == Form.Kind.LINES;
    }

    private static String processing(String processors) {
        return "\"ProcessingConfiguration\": {\"Enabled\": true, \"Processors\": [" + processors + "]},";
    }

    /** @param function one of those that the benchmark's configuration names */
    private static String lambda(String function) {
        return processing(type(
                "Lambda",
                parameter("LambdaArn", "arn:aws:lambda:us-east-1:000000000000:function:" + function) + ", "
                        + parameter("BufferSizeInMBs", "1")));
    }

    private static String partitioning() {
        return "\"DynamicPartitioningConfiguration\": {\"Enabled\": true},"
                + "\"Prefix\": \"p=!{partitionKeyFromQuery:p}/\","
                + "\"ErrorOutputPrefix\": \"errors/!{firehose:error-output-type}/\","
                + processing(type(
                        "MetadataExtraction",
                        parameter("MetadataExtractionQuery", "{p:.p}") + ", "
                                + parameter("JsonParsingEngine", "JQ-1.6")));
    }

    private static String type(String type, String parameters) {
        return "{\"Type\": \"" + type + "\", \"Parameters\": [" + parameters + "]}";
    }

    private static String parameter(String name, String value) {
        return "{\"ParameterName\": \"" + name + "\", \"ParameterValue\": \"" + value + "\"}";
    }
}
