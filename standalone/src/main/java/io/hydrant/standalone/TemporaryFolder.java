package io.hydrant.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A folder that is removed on {@link #close} if this class made it and nobody wants to keep it. */
public final class TemporaryFolder implements AutoCloseable {

    private final Path path;
    private boolean remove;

    private TemporaryFolder(Path path, boolean remove) {
        this.path = path;
        this.remove = remove;
    }

    /**
     * The given folder, which stays, or a new one where the system keeps temporary files.
     *
     * @param given a folder, or null for a new one
     * @param keep whether a new one is to stay too
     */
    public static TemporaryFolder orGiven(@Nullable Path given, boolean keep) {
        if (given != null) {
            return new TemporaryFolder(given, false);
        }
        try {
            return new TemporaryFolder(Files.createTempDirectory("hydrant-demo-"), !keep);
        } catch (IOException e) {
            throw new StartException("java.io.tmpdir: cannot make a folder in it (" + e + "); give one with --data", e);
        }
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** Lets the folder stay, for somebody to look at. */
    public void keep() {
        remove = false;
    }

    @Override
    public void close() {
        if (remove) {
            delete(path);
        }
    }

    /** Removes a folder and all that is in it, if it is there. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}
