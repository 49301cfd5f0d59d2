package io.hydrant.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the figures were measured on.
 *
 * @param processor the CPU's own name
 * @param cores processors the JVM may use
 * @param memoryGigabytes memory of the machine, GiB
 * @param os kernel name and version
 * @param java version of the JVM
 * @param loadBefore the machine's one-minute load average when the benchmark began: above 0.5 others were at work
 */
public record Machine(String processor, int cores, long memoryGigabytes, String os, String java, double loadBefore) {

    /** The machine this runs on; what it does not tell is "unknown" or -1. */
    public static Machine current() {
        String memory = field(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", "");
        String load = firstLine(Path.of("/proc/loadavg")).split(" ", 2)[0];
        return new Machine(
                field(Path.of("/proc/cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                memory.isEmpty() ? -1 : Math.round(Long.parseLong(memory) / (1024.0 * 1024.0)),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                load.isEmpty() ? -1 : Double.parseDouble(load));
    }

    /** One line for people. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %d GiB, %s, %s, load %.2f at the start",
                processor,
                cores,
                memoryGigabytes,
                os,
                java,
                loadBefore);
    }

    private static String field(Path file, String name) {
        for (String line : read(file).split("\n", -1)) {
            if (line.startsWith(name)) {
                return line.substring(line.indexOf(':') + 1).trim();
            }
        }
        return "unknown";
    }

    private static String firstLine(Path file) {
        return read(file).split("\n", 2)[0];
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // Not Linux: the report says unknown.
        }
    }
}
