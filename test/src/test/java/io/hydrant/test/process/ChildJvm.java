package io.hydrant.test.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Java program in a JVM of its own that can be killed and started again.
 *
 * <p>It dies with this JVM, whatever ends it: {@link ChildMain} watches its standard input, which closes then. Output is
 * appended to a log file in {@code target/}. Not thread-safe: one thread starts and kills.
 */
public final class ChildJvm implements AutoCloseable {
    private final String name;
    private final Path log;
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment;
    private @Nullable Process process;

    /**
     * A program that is not started yet.
     *
     * @param name for the log file and messages
     * @param folder where the log file goes
     * @param classpath elements of its class path
     * @param jvmArguments for example {@code -Xmx512m}
     * @param environment added to this JVM's own
     * @param main its main class
     * @param arguments of its main method
     */
    public ChildJvm(
            String name,
            Path folder,
            List<String> classpath,
            List<String> jvmArguments,
            Map<String, String> environment,
            String main,
            String... arguments) {
        this.name = name;
        this.log = folder.resolve(name + ".log");
        this.environment = environment;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dlog4j2.configurationFile=" + loggingConfiguration());
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classpath));
        command.add(ChildMain.class.getName());
        command.add(main);
        command.addAll(List.of(arguments));
    }

    /** The class path this JVM runs on, which surefire may have hidden in a manifest. */
    public static List<String> classpath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator)).toList();
    }

    private static Path loggingConfiguration() {
        return Repository.target().resolve("test-classes/log4j2-child.properties");
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    /** Starts it; does not wait for anything it does. */
    public void start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** kill -9, and waits until it is gone. */
    public void kill() {
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not die");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts it, waits until it has ended by itself and returns its output.
     *
     * @throws AssertionError if it does not end in time, or with another exit code than 0
     */
    public String run(Duration limit) {
        try {
            Files.deleteIfExists(log);
            start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " runs for more than " + limit + ": " + Files.readString(log));
            }
            String output = Files.readString(log);
            if (process.exitValue() != 0) {
                throw new AssertionError(name + " ended with " + process.exitValue() + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(name + " was interrupted", e);
        } finally {
            kill();
        }
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return name;
    }
}
