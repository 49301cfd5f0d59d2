package io.hydrant.job;

import io.hydrant.core.config.DeliveryConfig;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.RequestDestination;
import io.hydrant.core.definition.SearchDestination;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.sinks.request.Delivery;
import io.hydrant.sinks.request.Protocol;
import io.hydrant.sinks.request.RetryRule;
import io.hydrant.sinks.request.RetryRule.Counting;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Delivery to destinations that take records in requests.
 *
 * <pre>
 *  RecordBatch --bundle, buffer--> Buffer --requests--> FailedRecord
 * </pre>
 */
final class Requests {
    private Requests() {}

    /** Attaches the delivery; gives the records that are not delivered. */
    static DataStream<FailedRecord> attach(
            DataStream<RecordBatch> records, RequestDestination destination, JobSpec spec) {
        BufferingHints hints = destination.bufferingHints();
        DataStream<Buffer> buffers = Buffering.promptly(hints.sizeInBytes(), hints.interval())
                .withoutOriginals()
                .attach(records, OperatorIds.BUNDLE, OperatorIds.BUFFER);
        DeliveryConfig config = spec.config().delivery();
        return new Delivery(
                        protocol(destination, spec),
                        rule(destination, config),
                        config.buffersInFlight(hints.sizeInBytes()))
                .attach(buffers, BatchTypes.FAILED_RECORD, OperatorIds.ofSink(OperatorIds.DELIVERY, spec));
    }

    private static Protocol protocol(RequestDestination destination, JobSpec spec) {
        throw new IllegalStateException("no protocol for " + destination + " of " + spec.jobName());
    }

    private static RetryRule rule(RequestDestination destination, DeliveryConfig config) {
        Counting counting =
                destination instanceof SearchDestination ? Counting.FROM_FIRST_ATTEMPT : Counting.WITHOUT_ANSWERS;
        return new RetryRule(destination.retryDuration(), counting, config.firstPause(), config.longestPause());
    }
}
