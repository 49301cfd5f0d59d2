package io.hydrant.core.record;

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
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FailedRecord(
        String outputType,
        String errorCode,
        String errorMessage,
        int attemptsMade,
        long arrivalMillis,
        long attemptEndingMillis,
        byte[] rawData) {}
