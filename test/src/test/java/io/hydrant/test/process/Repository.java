package io.hydrant.test.process;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this working copy and its build results are. */
public final class Repository {
    private Repository() {}

    /** The folder of the parent pom, found upwards from the working directory. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("k8s")) || !Files.isDirectory(folder.resolve("core"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "not inside the repository: " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }

    /** This module's build folder: logs of child processes go there. */
    public static Path target() {
        return root().resolve("test/target");
    }

    /** The job as {@code flink run} takes it; made by the job module's package phase. */
    public static Path jobJar() {
        Path jar = root().resolve("job/target/hydrant-job.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing; mvn package makes it");
        }
        return jar;
    }
}
