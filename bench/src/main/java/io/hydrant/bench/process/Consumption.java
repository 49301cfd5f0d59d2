package io.hydrant.bench.process;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What something took of this JVM.
 *
 * @param seconds on the clock
 * @param cpuSeconds of all threads together, user and system, the collector's too, without {@code compilerCpuSeconds}
 * @param compilerCpuSeconds what the JVM took to compile bytecode, which ends some minutes after the start of a JVM
 */
public record Consumption(double seconds, double cpuSeconds, double compilerCpuSeconds) {

    /** A running measurement. */
    public static final class Meter {
        private static final OperatingSystemMXBean PROCESS =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        private final long startNanos = System.nanoTime();
        private final long startCpuNanos = PROCESS.getProcessCpuTime();
        private final double startCompiler = CompilerThreads.cpuSeconds();

        /** What was taken since this meter was made. */
        public Consumption read() {
            double compiler = CompilerThreads.cpuSeconds() - startCompiler;
            double all = (PROCESS.getProcessCpuTime() - startCpuNanos) / 1e9;
            return new Consumption((System.nanoTime() - startNanos) / 1e9, all - compiler, compiler);
        }
    }
}
