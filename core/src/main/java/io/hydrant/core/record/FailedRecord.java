package io.hydrant.core.record;

import java.util.Arrays;

/**
 * A record that could not be delivered as it should have been, on its way to the error output.
 *
 * @param outputType what {@code !{firehose:error-output-type}} becomes, such as {@code processing-failed}
 * @param errorCode says what kind of failure it was, such as {@code Lambda.FunctionError}
 * @param errorMessage says to a person what happened; never holds what was in the record
 * @param attemptsMade how often it was tried, the first time included
 * @param arrivalMillis when the record arrived, epoch milliseconds
 * @param attemptEndingMillis when the last attempt ended, epoch milliseconds
 * @param rawData the record as it came from the source; never to be written to
 * @param details further members of its line in the error output: the inside of a JSON object, such as
 *     {@code "lambdaArn":"arn:..."}; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FailedRecord(
        String outputType,
        String errorCode,
        String errorMessage,
        int attemptsMade,
        long arrivalMillis,
        long attemptEndingMillis,
        byte[] rawData,
        String details) {
    /** As {@link #outputType}: the record is no JSON, or does not fit the schema of its format conversion. */
    public static final String FORMAT_CONVERSION_FAILED = "format-conversion-failed";

    /** As {@link #outputType}: the record has no partition keys, or they are null or empty, or it is no JSON. */
    public static final String METADATA_EXTRACTION_FAILED = "metadata-extraction-failed";

    /** Record {@code i} of a batch as it came from the source, whatever it has become since. */
    public static FailedRecord of(
            RecordBatch batch,
            int i,
            String outputType,
            String errorCode,
            String errorMessage,
            int attemptsMade,
            long attemptEndingMillis,
            String details) {
        RecordBatch originals = batch.originals();
        int original = batch.originalOf(i);
        return new FailedRecord(
                outputType,
                errorCode,
                errorMessage,
                attemptsMade,
                batch.arrivalMillis(i),
                attemptEndingMillis,
                Arrays.copyOfRange(originals.bytes(), originals.start(original), originals.end(original)),
                details);
    }
}
