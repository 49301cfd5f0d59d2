package io.hydrant.sinks.s3;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.MetricGroup;

/**
 * Publishes objects when their checkpoint is complete.
 *
 * <p>After a crash the same objects come again, which changes nothing. A failure fails the job, whose next attempt starts
 * with the same objects: nothing is given up.
 */
final class S3Committer implements Committer<S3Committable> {
    private final ObjectPublisher publisher;

    /** @param group where Firehose's metrics of the output go */
    S3Committer(MetricGroup group, OutputFailures failures) {
        this.publisher = new ObjectPublisher(group, failures);
    }

    @Override
    public void commit(Collection<CommitRequest<S3Committable>> requests) throws IOException {
        for (CommitRequest<S3Committable> request : requests) {
            publisher.publish(request.getCommittable());
        }
    }

    @Override
    public void close() {
        // Holds nothing between calls.
    }
}
