package io.hydrant.job;

import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.operators.errors.ErrorLines;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Where the records go that failed in any step: into objects under the destination's ErrorOutputPrefix, with its buffering
 * hints and its compression, and exactly once as data do.
 *
 * <pre>
 *  FailedRecord --error lines--> Bundle --buffer--> Buffer per error output type --S3 delivery--> objects
 * </pre>
 */
final class ErrorOutput {
    private ErrorOutput() {}

    /** Attaches the error output; to be called once for a job, with the failures of all its steps. */
    static void attach(DataStream<FailedRecord> failures, JobSpec spec) {
        BufferingHints hints = spec.definition().s3().bufferingHints();
        DataStream<Bundle> lines =
                new ErrorLines(hints.intervalInSeconds() == 0).attach(failures, OperatorIds.ERROR_LINES);
        DataStream<Buffer> buffers =
                new Buffering(hints.sizeInMBs(), hints.intervalInSeconds()).attach(lines, OperatorIds.ERROR_BUFFER);
        S3Objects.errors(spec).attach(buffers, OperatorIds.ofSink(OperatorIds.ERROR_DELIVERY, spec));
    }
}
