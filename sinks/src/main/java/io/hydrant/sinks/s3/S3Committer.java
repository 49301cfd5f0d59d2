package io.hydrant.sinks.s3;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Publishes objects when their checkpoint is complete.
 *
 * <p>After a crash the same objects come again. An object that is published already is left alone, so publishing twice
 * changes nothing. A failure fails the job, whose next attempt starts with the same objects: nothing is given up.
 */
final class S3Committer implements Committer<S3Committable> {
    private final Counter objects;
    private final Counter records;
    private final Counter bytes;
    private final OutputFailures failures;
    private volatile long freshnessSeconds;

    /** @param group where Firehose's metrics of the output go */
    S3Committer(MetricGroup group, OutputFailures failures) {
        this.failures = failures;
        this.objects = group.counter("ObjectCount");
        this.records = group.counter("Records");
        this.bytes = group.counter("Bytes");
        group.gauge("DataFreshness", (Gauge<Long>) () -> freshnessSeconds);
    }

    @Override
    public void commit(Collection<CommitRequest<S3Committable>> requests) throws IOException {
        for (CommitRequest<S3Committable> request : requests) {
            S3Committable object = request.getCommittable();
            try {
                publish(object);
            } catch (IOException | RuntimeException e) {
                failures.tell(object.path(), e);
                throw e;
            }
        }
    }

    private void publish(S3Committable object) throws IOException {
        RecoverableWriter writer = new Path(object.path()).getFileSystem().createRecoverableWriter();
        RecoverableWriter.CommitRecoverable recoverable =
                writer.getCommitRecoverableSerializer().deserialize(object.recoverableVersion(), object.recoverable());
        writer.recoverForCommit(recoverable).commitAfterRecovery();
        objects.inc();
        records.inc(object.records());
        bytes.inc(object.payloadBytes());
        freshnessSeconds = Math.max(0, (System.currentTimeMillis() - object.oldestArrivalMillis()) / 1000);
    }

    @Override
    public void close() {
        // Holds nothing between calls.
    }
}
