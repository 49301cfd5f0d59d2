package io.hydrant.job;

import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.sources.directput.DirectPutSource;
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
 *  3. the oldest entry of the ingest log    only if nothing of the stream has been delivered yet
 * </pre>
 */
final class RestorePoint {
    private RestorePoint() {}

    /**
     * Adds it to the options of the stream's job.
     *
     * @throws InvalidConfigurationException if the stream has delivered before but left neither of the two
     * @throws java.io.UncheckedIOException if its folders cannot be read
     * @throws IllegalStateException if the ingest log, which is asked when there is neither, does not answer
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

    /** A stream that has delivered before has state somewhere; without it the job would deliver the whole log again. */
    private static void refuseToDeliverTwice(JobSpec spec) {
        String stream = spec.definition().name();
        if (new DirectPutSource(spec.config().log(), BatchTypes.RECORD_BATCH).hasDelivered(stream)) {
            throw new InvalidConfigurationException("flink.checkpointDirectory: "
                    + FlinkConfiguration.checkpointDirectory(spec) + " holds no checkpoint of " + stream
                    + ", which has delivered before: give its savepoint with flink run -s, or delete the consumer group "
                    + spec.config().log().consumerGroup(stream) + " to deliver all that the log holds again");
        }
    }
}
