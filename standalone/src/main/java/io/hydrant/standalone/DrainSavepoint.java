package io.hydrant.standalone;

import io.hydrant.job.FlinkConfiguration;
import io.hydrant.job.JobSpec;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The savepoint that a drain takes on its way. If the process dies between the drain and the end of the stream, it is
 * where the job has to go on: everything up to the last record is in it, be it delivered or ready to be published.
 */
final class DrainSavepoint {

    private DrainSavepoint() {}

    /** Where a stream's drain puts its savepoint. */
    static Path folder(JobSpec spec) {
        return new Path(FlinkConfiguration.checkpointDirectory(spec), "drain");
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
            // Null, or an exception, if there is no such folder: file systems differ.
            FileStatus @Nullable [] savepoints = files.listStatus(folder);
            for (FileStatus savepoint : savepoints == null ? new FileStatus[0] : savepoints) {
                if (files.exists(new Path(savepoint.getPath(), "_metadata"))) {
                    return Optional.of(savepoint.getPath());
                }
            }
            return Optional.empty();
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for savepoints in " + folder, e);
        }
    }
}
