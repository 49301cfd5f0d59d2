package io.hydrant.job;

import io.hydrant.core.config.FlinkConfig;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;

/**
 * The savepoint that a drain takes on its way. It is where the next job has to go on, of the next version or, if the job
 * is lost before it has ended, of the same: everything up to where the drain stopped reading is in it, be it delivered or
 * ready to be published, and a job that has finished has dropped its checkpoints.
 *
 * <p>A drain that failed half-way leaves one too, and the job that went on from it takes newer checkpoints.
 */
public final class DrainSavepoint {
    private DrainSavepoint() {}

    /** Where a stream's drain puts its savepoint; whoever drains a job names this folder to Flink. */
    public static Path folder(JobSpec spec) {
        return folder(spec, spec.version());
    }

    private static Path folder(JobSpec spec, long version) {
        return new Path(FlinkConfiguration.checkpointDirectory(spec, version), FlinkConfig.DRAIN_FOLDER);
    }

    /**
     * The newest complete savepoint of the drains of one version of a stream.
     *
     * @throws UncheckedIOException if the folder cannot be read: starting without it could deliver twice
     */
    static Optional<StoredState> newest(JobSpec spec, long version) {
        Path folder = folder(spec, version);
        try {
            FileSystem files = folder.getFileSystem();
            StoredState newest = null;
            for (FileStatus savepoint : CheckpointFolders.list(files, folder)) {
                Path path = savepoint.getPath();
                if (CheckpointFolders.isComplete(files, path)) {
                    StoredState state = new StoredState(path, number(files, path));
                    newest = newest == null || newest.number() < state.number() ? state : newest;
                }
            }
            return Optional.ofNullable(newest);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for savepoints in " + folder, e);
        }
    }

    /** Other than a checkpoint's, the name of a savepoint does not tell. */
    private static long number(FileSystem files, Path savepoint) throws IOException {
        try (DataInputStream in = new DataInputStream(files.open(CheckpointFolders.metadata(savepoint)))) {
            return Checkpoints.loadCheckpointMetadata(in, DrainSavepoint.class.getClassLoader(), savepoint.toString())
                    .getCheckpointId();
        }
    }
}
