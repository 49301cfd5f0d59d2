package io.hydrant.operators.errors;

import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.operators.batch.BatchTypes;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Makes each failed record a line of the error output.
 *
 * <pre>
 *  FailedRecord --{"attemptsMade":1, ..., "rawData":"..."}--> Bundle of the record's error output type
 * </pre>
 *
 * The bundles are ready for a buffer, which all error output types share; each type gets objects of its own.
 */
public final class ErrorLines {
    private final boolean flushAtCheckpoint;

    /** @param flushAtCheckpoint whether all that is buffered is delivered with each checkpoint */
    public ErrorLines(boolean flushAtCheckpoint) {
        this.flushAtCheckpoint = flushAtCheckpoint;
    }

    /** Attaches the step under the given constant uid. */
    public SingleOutputStreamOperator<Bundle> attach(DataStream<FailedRecord> failures, String uid) {
        return failures.transform("Error lines", BatchTypes.BUNDLE, new ErrorLineOperator(flushAtCheckpoint))
                .uid(uid);
    }
}
