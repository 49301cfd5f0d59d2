package io.hydrant.gateway.deploy;

import io.hydrant.core.config.FlinkConfig;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.gateway.store.DeliveryStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream's jobs keep their checkpoints: {@code <checkpoint directory>/<stream>/<incarnation>}, and below it a folder
 * for each version but the first. A job that finishes drops its own, but for the savepoint of its drain; that, and what
 * earlier jobs left that failed, is deleted here if it is in a folder of this machine.
 */
final class SessionCheckpoints {
    private final String root;

    SessionCheckpoints(HydrantConfig config) {
        String configured = config.flink().checkpointDirectory();
        this.root = configured == null
                ? config.dataDirectory()
                        .toAbsolutePath()
                        .resolve("checkpoints")
                        .toUri()
                        .toString()
                : configured;
    }

    /** The stream's folder, as a URI or as a path. */
    private String of(DeliveryStream stream) {
        String separator = root.endsWith("/") ? "" : "/";
        return root + separator + stream.name() + "/" + stream.incarnation();
    }

    /** Where the stream's drain puts its savepoint; a job that starts looks there first. */
    String drainFolder(DeliveryStream stream) {
        return FlinkConfig.versionFolder(of(stream), stream.versionId()) + "/" + FlinkConfig.DRAIN_FOLDER;
    }

    /** Deletes the stream's folder; false if it is not on this machine. */
    boolean delete(DeliveryStream stream) {
        String folder = of(stream);
        if (!folder.startsWith("/") && !folder.startsWith("file:")) {
            return false;
        }
        Path path = folder.startsWith("/")
                ? Path.of(folder)
                : Path.of(URI.create(folder).getPath());
        if (Files.notExists(path)) {
            return false;
        }
        try {
            deleteTree(path);
        } catch (IOException e) {
            throw new DeploymentException("Cannot delete the checkpoints in " + path, e);
        }
        return true;
    }

    private static void deleteTree(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
