package io.hydrant.operators.jq;

/** Why a record has no partition keys, in Firehose's words where they are known. */
final class ExtractionFailure {
    static final String NON_JSON = "Non JSON record provided";
    static final String NULL_OR_EMPTY = "partitionKeys values must not be null or empty";
    static final String NOT_SCALAR = "partitionKeys values must be strings, numbers or booleans";
    static final String QUERY_FAILED = "The query failed on the record";
    static final String NOT_ONE_OBJECT = "The query must give one object for a record";

    private ExtractionFailure() {}
}
