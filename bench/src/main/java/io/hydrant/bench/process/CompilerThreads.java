package io.hydrant.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The threads of this JVM that compile bytecode, as Linux shows them. */
final class CompilerThreads {
    /** Keeps them alive: the processor time of a thread that has ended can no longer be asked for. */
    static final String KEEP_ALIVE = "-XX:-UseDynamicNumberOfCompilerThreads";

    private static final Path THREADS = Path.of("/proc/self/task");

    /** USER_HZ, 100 on every Linux that the JDK runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** Where user time and system time stand in a thread's stat, counted behind its name. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private CompilerThreads() {}

    /** User and system time that they have taken so far; 0 on other systems. */
    static double cpuSeconds() {
        if (!Files.isDirectory(THREADS)) {
            return 0;
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.mapToDouble(CompilerThreads::cpuSeconds).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + THREADS, e);
        }
    }

    private static double cpuSeconds(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            int nameEnd = stat.lastIndexOf(')');
            String name = stat.substring(stat.indexOf('(') + 1, nameEnd);
            if (!name.startsWith("C1 Compiler") && !name.startsWith("C2 Compiler")) {
                return 0;
            }
            List<String> fields = List.of(stat.substring(nameEnd + 2).split(" ", -1));
            return (Long.parseLong(fields.get(USER_TIME)) + Long.parseLong(fields.get(SYSTEM_TIME))) / TICKS_PER_SECOND;
        } catch (IOException e) {
            if (!Files.exists(thread)) {
                return 0; // It has ended since it was listed.
            }
            throw new UncheckedIOException("cannot read what " + thread + " has taken", e);
        }
    }
}
