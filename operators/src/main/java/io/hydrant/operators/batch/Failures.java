package io.hydrant.operators.batch;

import io.hydrant.core.record.RecordBatch;

/** Takes the records that a step cannot process, on their way to the error output. */
@FunctionalInterface
public interface Failures {
    /**
     * Takes record {@code i} of a batch, as it came from the source, after one attempt that ended now.
     *
     * @param outputType what {@code !{firehose:error-output-type}} becomes
     * @param errorCode what kind of failure it was
     * @param errorMessage what happened, to a person; never what is in the record
     */
    void fail(RecordBatch batch, int i, String outputType, String errorCode, String errorMessage);
}
