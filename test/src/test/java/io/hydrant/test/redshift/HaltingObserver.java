package io.hydrant.test.redshift;

import io.hydrant.sinks.redshift.CopyObserver;
import io.hydrant.sinks.redshift.CopyPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process as kill -9 does when the copy step comes to the point of the system property {@value #POINT}, and leaves a
 * file that proves it. Without the property it does nothing.
 */
public final class HaltingObserver implements CopyObserver {
    private static final String POINT = "hydrant.test.copyPoint";
    private static final String FOLDER = "hydrant.test.copyPointFolder";
    private static final int KILLED = 137;

    private final @Nullable String point = System.getProperty(POINT);

    /** Arguments of a JVM that ends there. */
    static List<String> arguments(CopyPoint point, Path folder) {
        return List.of("-D" + POINT + "=" + point, "-D" + FOLDER + "=" + folder);
    }

    /** The file that is there once a JVM has ended at the point. */
    static Path proof(CopyPoint point, Path folder) {
        return folder.resolve("halted-at-" + point);
    }

    @Override
    public void at(CopyPoint reached) {
        if (reached.name().equals(point)) {
            try {
                Files.createFile(proof(reached, Path.of(System.getProperty(FOLDER))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
