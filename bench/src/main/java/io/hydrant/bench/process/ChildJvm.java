package io.hydrant.bench.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own with the classpath of this one. Its output goes to a log file; what it has to say it writes as JSON to
 * a file, with {@link #answer}. It ends when this JVM does, see {@link #endWithParent}.
 */
public final class ChildJvm implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWER = "hydrant.bench.answer";

    /** Of the output of a JVM that failed. */
    private static final int SHOWN_CHARS = 4_000;

    private final String name;
    private final Process process;
    private final Path answer;
    private final Path log;

    private ChildJvm(String name, Process process, Path answer, Path log) {
        this.name = name;
        this.process = process;
        this.answer = answer;
        this.log = log;
    }

    /**
     * Starts it.
     *
     * @param name of the log file in {@code folder}
     * @param options for the JVM, as {@code -Xmx1g}
     */
    public static ChildJvm start(Path folder, String name, List<String> options, String mainClass, String... args) {
        Path answer = folder.resolve(name + ".json");
        Path log = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        // As Flink's own start scripts do: a Kinesis source cannot be checkpointed without it.
        command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
        command.add(CompilerThreads.KEEP_ALIVE);
        command.add("-D" + ANSWER + "=" + answer);
        String logging = System.getProperty("log4j2.configurationFile");
        if (logging != null) {
            command.add("-Dlog4j2.configurationFile=" + logging);
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(List.of(args));
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(answer);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new ChildJvm(name, process, answer, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the JVM " + name, e);
        }
    }

    /**
     * Waits for its answer and leaves it running.
     *
     * @throws IllegalStateException if it ends or the time is over before it answered
     */
    public ObjectNode awaitAnswer(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!Files.exists(answer)) {
            if (ended(10)) {
                if (Files.exists(answer)) {
                    break;
                }
                throw failure("ended with " + process.exitValue());
            }
            if (System.nanoTime() > deadline) {
                throw failure("did not answer in " + atMost.toSeconds() + " s");
            }
        }
        try {
            return (ObjectNode) JSON.readTree(answer.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + answer, e);
        }
    }

    /** Waits until it has ended by itself; returns what it printed. */
    public String awaitOutput(Duration atMost) {
        if (!ended(atMost.toMillis())) {
            throw failure("did not end in " + atMost.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw failure("ended with " + process.exitValue());
        }
        return output();
    }

    private IllegalStateException failure(String what) {
        String output = output();
        String tail = output.substring(Math.max(0, output.length() - SHOWN_CHARS));
        return new IllegalStateException("the JVM " + name + " " + what + ", its last words:\n" + tail);
    }

    private String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /** Processor time it has taken so far, seconds. */
    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private boolean ended(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /** Ends it: closes its standard input, and kills it if that does not help within 20 s. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
        if (!ended(20_000)) {
            process.destroyForcibly();
        }
    }

    /** For the child's main: gives the answer to the parent. The file appears at once and whole. */
    public static void answer(Object value) {
        File file = new File(System.getProperty(ANSWER));
        Path draft = file.toPath().resolveSibling(file.getName() + ".draft");
        try {
            JSON.writeValue(draft.toFile(), value);
            Files.move(draft, file.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** For the child's main: starts a thread that ends this JVM, shutdown hooks included, when the parent goes away. */
    public static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // The parent never writes.
                        }
                    } catch (IOException e) {
                        // The pipe broke: the parent is gone.
                    }
                    System.exit(0);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
