package io.hydrant.bench.process;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What something took of this JVM.
 *
 * @param seconds on the clock
 * @param cpuSeconds of all threads together, user and system: the program's, the compiler's and the collector's
 */
public record Consumption(double seconds, double cpuSeconds) {

    /** A running measurement. */
    public static final class Meter {
        private static final OperatingSystemMXBean PROCESS =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        private final long startNanos = System.nanoTime();
        private final long startCpuNanos = PROCESS.getProcessCpuTime();

        /** What was taken since this meter was made. */
        public Consumption read() {
            return new Consumption(
                    (System.nanoTime() - startNanos) / 1e9, (PROCESS.getProcessCpuTime() - startCpuNanos) / 1e9);
        }
    }
}
