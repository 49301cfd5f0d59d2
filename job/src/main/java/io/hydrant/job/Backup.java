package io.hydrant.job;

import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.S3Destination;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.buffer.Buffering;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * S3 backup: every record as it came from the source, beside its delivery and with the same guarantee.
 *
 * <pre>
 *  RecordBatch --bundle, buffer--> Buffer --S3 delivery--> objects
 * </pre>
 */
final class Backup {
    private Backup() {}

    /** Attaches the backup to the records of the source. */
    static void attach(DataStream<RecordBatch> records, S3Destination destination, JobSpec spec) {
        BufferingHints hints = destination.bufferingHints();
        DataStream<Buffer> buffers = new Buffering(hints.sizeInMBs(), hints.intervalInSeconds())
                .attach(records, OperatorIds.BACKUP_BUNDLE, OperatorIds.BACKUP_BUFFER);
        S3Objects.backup(destination, spec).attach(buffers, OperatorIds.ofSink(OperatorIds.BACKUP_DELIVERY, spec));
    }
}
