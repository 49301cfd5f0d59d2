package io.hydrant.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** What Flink leaves on a file system: a folder for each checkpoint or savepoint. */
final class CheckpointFolders {
    private CheckpointFolders() {}

    /** What is in a folder, which need not be there. */
    static FileStatus[] list(FileSystem files, Path folder) throws IOException {
        try {
            // Null, or an exception, if there is no such folder: file systems differ.
            FileStatus @Nullable [] found = files.listStatus(folder);
            return found == null ? new FileStatus[0] : found;
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    /** The file that says what belongs to a checkpoint or savepoint. */
    static Path metadata(Path checkpoint) {
        return new Path(checkpoint, "_metadata");
    }

    /** Whether a job can start from the checkpoint or savepoint: Flink writes this file last and at once. */
    static boolean isComplete(FileSystem files, Path checkpoint) throws IOException {
        return files.exists(metadata(checkpoint));
    }
}
