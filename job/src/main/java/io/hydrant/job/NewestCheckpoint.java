package io.hydrant.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Finds the checkpoint that a stream's next job has to start from, among those of all its jobs so far:
 * {@code <folder>/<job id>/chk-<number>/_metadata}.
 *
 * <p>The number keeps growing when a job is restored from another one's checkpoint, so the highest is the newest. Flink
 * writes {@code _metadata} last and at once, so a checkpoint that has it is complete; and it publishes objects only after
 * that, so a job that starts from there never publishes anything twice.
 */
final class NewestCheckpoint {
    private static final String PREFIX = "chk-";

    private NewestCheckpoint() {}

    /**
     * The newest complete checkpoint under a stream's checkpoint folder.
     *
     * @throws UncheckedIOException if the folder cannot be read: starting without state would deliver twice
     */
    static Optional<StoredState> in(Path folder) {
        try {
            FileSystem files = folder.getFileSystem();
            StoredState newest = null;
            for (FileStatus job : CheckpointFolders.list(files, folder)) {
                for (FileStatus checkpoint : CheckpointFolders.list(files, job.getPath())) {
                    long number = number(checkpoint.getPath().getName());
                    boolean newer = number >= 0 && (newest == null || number > newest.number());
                    if (newer && CheckpointFolders.isComplete(files, checkpoint.getPath())) {
                        newest = new StoredState(checkpoint.getPath(), number);
                    }
                }
            }
            return Optional.ofNullable(newest);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for checkpoints in " + folder, e);
        }
    }

    private static long number(String name) {
        if (!name.startsWith(PREFIX)) {
            return -1;
        }
        try {
            return Long.parseLong(name.substring(PREFIX.length()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
