package io.hydrant.sinks.s3;

import java.io.IOException;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Publishes written objects, with Firehose's metrics of an output. An object that is published already is left alone, so
 * publishing twice changes nothing. To be used by one thread.
 */
public final class ObjectPublisher {
    private final Counter objects;
    private final Counter records;
    private final Counter bytes;
    private final OutputFailures failures;
    private volatile long freshnessSeconds;

    /** @param group where the metrics of the output go */
    ObjectPublisher(MetricGroup group, OutputFailures failures) {
        this.failures = failures;
        this.objects = group.counter("ObjectCount");
        this.records = group.counter("Records");
        this.bytes = group.counter("Bytes");
        group.gauge("DataFreshness", (Gauge<Long>) () -> freshnessSeconds);
    }

    /**
     * One for the objects of a stream that are staged for a database.
     *
     * @param group of the operator
     */
    public static ObjectPublisher ofStaged(String stream, MetricGroup group) {
        MetricGroup output = group.addGroup(S3Output.DATA.metricGroup());
        return new ObjectPublisher(output, OutputFailures.of(S3Output.DATA, stream, output));
    }

    /**
     * Publishes a staged object, unless it is published.
     *
     * @throws IOException which fails the job: its next attempt starts with the same object
     */
    public void publish(StagedObject object) throws IOException {
        S3Committable pending = object.pending();
        if (pending != null) {
            publish(pending);
        }
    }

    void publish(S3Committable object) throws IOException {
        try {
            RecoverableWriter writer = new Path(object.path()).getFileSystem().createRecoverableWriter();
            RecoverableWriter.CommitRecoverable recoverable = writer.getCommitRecoverableSerializer()
                    .deserialize(object.recoverableVersion(), object.recoverable());
            writer.recoverForCommit(recoverable).commitAfterRecovery();
        } catch (IOException | RuntimeException e) {
            failures.tell(object.path(), e);
            throw e;
        }
        objects.inc();
        records.inc(object.records());
        bytes.inc(object.payloadBytes());
        freshnessSeconds = Math.max(0, (System.currentTimeMillis() - object.oldestArrivalMillis()) / 1000);
    }
}
