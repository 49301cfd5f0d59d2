package io.hydrant.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder with everything one Hydrant keeps on disk, locked while this object is open: two processes on one folder
 * would deliver its records twice. The operating system lets go of the lock when the process ends, however it ends.
 */
public final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates the folder if need be and locks it.
     *
     * @throws StartException if another process has it, it cannot be written, or its name cannot be used
     */
    public static DataDirectory open(Path directory) {
        return open(
                directory,
                "dataDirectory: " + directory.toAbsolutePath().normalize()
                        + " is in use by another Hydrant; stop that one or give another folder");
    }

    /**
     * As {@link #open(Path)}.
     *
     * @param inUse what to say if another process has it
     */
    static DataDirectory open(Path directory, String inUse) {
        Path path = directory.toAbsolutePath().normalize();
        if (path.toString().contains(",")) {
            throw new StartException(
                    "dataDirectory: " + path + " has a comma, where Kafka would cut it; give a folder without one");
        }
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StartException(inUse);
            }
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new StartException(
                    "dataDirectory: " + path + " cannot be written (" + e + "); give another folder", e);
        }
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** Gives the folder to the next process. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock " + path, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
