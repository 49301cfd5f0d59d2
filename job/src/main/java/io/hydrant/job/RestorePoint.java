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
 *  1. the newest state of this version   a checkpoint, or the savepoint of a drain
 *  2. that of the version before         and so on, down to the first
 *  3. where its source begins            only if nothing of the stream has been delivered yet
 * </pre>
 *
 * Checkpoints and savepoints of a stream are numbered in one row, so the newest is known. A checkpoint becomes the job's
 * own, which drops it in time; a savepoint stays as it is, because the next job may be lost as well.
 *
 * <p>State that this version has no operator for is refused by Flink, because there may be records in it; unless it is of
 * a version whose job has ended with a drain: then nothing but empty buffers is left behind. A drain's savepoint whose job
 * has not ended is opened again, see {@link ReopenedSavepoint}.
 *
 * <p>Whether anything has been delivered, the ingest log and an MSK cluster know by the job's consumer group. Kinesis does
 * not: a stream that lost its checkpoints reads again from where it first began.
 */
final class RestorePoint {
    private RestorePoint() {}

    /**
     * Adds it to the options of the stream's job.
     *
     * @throws InvalidConfigurationException if the stream has delivered before but left no state
     * @throws java.io.UncheckedIOException if its folders cannot be read
     * @throws IllegalStateException if Kafka, which is asked when there is no state, does not answer
     */
    static void addTo(Configuration flink, JobSpec spec) {
        for (long version = spec.version(); version >= 1; version--) {
            Optional<StoredState> drained = DrainSavepoint.newest(spec, version);
            Optional<StoredState> checkpoint =
                    NewestCheckpoint.in(FlinkConfiguration.checkpointDirectory(spec, version));
            if (drained.isPresent() && !drained.get().isOlderThan(checkpoint)) {
                setDrained(flink, drained.get().path(), version <= spec.drainedVersion());
                return;
            }
            if (checkpoint.isPresent()) {
                set(flink, checkpoint.get().path(), RestoreMode.CLAIM);
                return;
            }
        }
        if (!flink.contains(StateRecoveryOptions.SAVEPOINT_PATH)) {
            refuseToDeliverTwice(spec);
        }
    }

    /** @param ended whether the job has ended after it, and so published everything */
    private static void setDrained(Configuration flink, Path savepoint, boolean ended) {
        set(flink, ended ? savepoint : ReopenedSavepoint.of(savepoint), RestoreMode.NO_CLAIM);
        flink.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, ended);
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
