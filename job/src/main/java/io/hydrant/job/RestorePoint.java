package io.hydrant.job;

import io.hydrant.core.config.InvalidConfigurationException;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RestoreMode;
import org.apache.flink.core.fs.Path;

/**
 * Where a stream's next job starts, if nobody says where:
 *
 * <pre>
 *  1. the savepoint of the stream's drain   stays as it is: the next job may be lost as well
 *  2. the stream's newest checkpoint        becomes the job's own, which drops it in time
 *  3. where its source begins               only if nothing of the stream has been delivered yet
 * </pre>
 *
 * Whether it has, the ingest log and an MSK cluster know by the job's consumer group. Kinesis does not: a stream that lost
 * its checkpoints reads again from where it first began.
 */
final class RestorePoint {
    private RestorePoint() {}

    /**
     * Adds it to the options of the stream's job.
     *
     * @throws InvalidConfigurationException if the stream has delivered before but left neither of the two
     * @throws java.io.UncheckedIOException if its folders cannot be read
     * @throws IllegalStateException if Kafka, which is asked when there is neither, does not answer
     */
    static void addTo(Configuration flink, JobSpec spec) {
        Optional<Path> drained = DrainSavepoint.of(spec);
        if (drained.isPresent()) {
            set(flink, drained.get(), RestoreMode.NO_CLAIM);
            return;
        }
        Optional<Path> newest = NewestCheckpoint.in(FlinkConfiguration.checkpointDirectory(spec));
        if (newest.isPresent()) {
            set(flink, newest.get(), RestoreMode.CLAIM);
        } else if (!flink.contains(StateRecoveryOptions.SAVEPOINT_PATH)) {
            refuseToDeliverTwice(spec);
        }
    }

    private static void set(Configuration flink, Path path, RestoreMode mode) {
        flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toString());
        flink.set(StateRecoveryOptions.RESTORE_MODE, mode);
    }

    /** A stream that has delivered before has state somewhere; without it the job would deliver everything again. */
    private static void refuseToDeliverTwice(JobSpec spec) {
        StreamSource.deliveredBy(spec).ifPresent(consumerGroup -> {
            throw new InvalidConfigurationException("flink.checkpointDirectory: "
                    + FlinkConfiguration.checkpointDirectory(spec) + " holds no checkpoint of "
                    + spec.definition().name()
                    + ", which has delivered before: give its savepoint with flink run -s, or delete the consumer group "
                    + consumerGroup + " to deliver everything again");
        });
    }
}
