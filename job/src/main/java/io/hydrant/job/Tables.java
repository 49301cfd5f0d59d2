package io.hydrant.job;

import io.hydrant.core.config.DeliveryConfig;
import io.hydrant.core.config.StreamCredentialsConfig;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.JdbcDestination;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.sinks.jdbc.JdbcDelivery;
import io.hydrant.sinks.jdbc.JdbcOptions;
import io.hydrant.sinks.request.RetryRule;
import io.hydrant.sinks.request.RetryRule.Counting;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Delivery to tables.
 *
 * <pre>
 *  RecordBatch --bundle, buffer--> Buffer --rows--> FailedRecord
 * </pre>
 */
final class Tables {
    private Tables() {}

    /** Attaches the delivery; gives the records that are not delivered. */
    static DataStream<FailedRecord> attach(DataStream<RecordBatch> records, JdbcDestination table, JobSpec spec) {
        BufferingHints hints = table.bufferingHints();
        DataStream<Buffer> buffers = Buffering.promptly(hints.sizeInBytes(), hints.interval())
                .withoutOriginals()
                .attach(records, OperatorIds.BUNDLE, OperatorIds.BUFFER);
        // A redrive has another name than the job that it runs beside.
        String job = records.getExecutionEnvironment().getConfiguration().get(PipelineOptions.NAME);
        return new JdbcDelivery(options(table, Identity.ofJob(spec, String.valueOf(job)), spec))
                .attach(buffers, BatchTypes.FAILED_RECORD, OperatorIds.ofSink(OperatorIds.DELIVERY, spec));
    }

    private static JdbcOptions options(JdbcDestination table, String jobId, JobSpec spec) {
        DeliveryConfig config = spec.config().delivery();
        StreamCredentialsConfig configured =
                config.credentialsOf(spec.definition().name());
        boolean elsewhere = configured.username() == null;
        return new JdbcOptions(
                table,
                jobId,
                elsewhere ? table.username() : configured.username(),
                elsewhere ? table.password() : configured.password(),
                elsewhere ? table.secretArn() : null,
                spec.config().secretsManager(),
                config.connectTimeout(),
                config.responseTimeout(),
                new RetryRule(
                        table.retryDuration(), Counting.FROM_FIRST_ATTEMPT, config.firstPause(), config.longestPause()),
                config.buffersInFlight(table.bufferingHints().sizeInBytes()),
                config.maxBytesInFlight());
    }
}
