package io.hydrant.job;

import io.hydrant.core.config.FlinkConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The savepoint that a drain takes on its way. If the job is lost between the drain and the end of the stream, it is
 * where the next one has to go on: everything up to the last record is in it, be it delivered or ready to be published,
 * and a job that has finished has dropped its checkpoints.
 */
public final class DrainSavepoint {
    private DrainSavepoint() {}

    /** Where a stream's drain puts its savepoint; whoever drains a job names this folder to Flink. */
    public static Path folder(JobSpec spec) {
        return new Path(FlinkConfiguration.checkpointDirectory(spec), FlinkConfig.DRAIN_FOLDER);
    }

    /**
     * A complete savepoint of the stream's drain. Nothing is put during a drain, so one is as good as another.
     *
     * @throws UncheckedIOException if the folder cannot be read: starting without it could deliver twice
     */
    static Optional<Path> of(JobSpec spec) {
        Path folder = folder(spec);
        try {
            FileSystem files = folder.getFileSystem();
            for (FileStatus savepoint : CheckpointFolders.list(files, folder)) {
                if (CheckpointFolders.isComplete(files, savepoint.getPath())) {
                    return Optional.of(savepoint.getPath());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for savepoints in " + folder, e);
        }
    }
}
