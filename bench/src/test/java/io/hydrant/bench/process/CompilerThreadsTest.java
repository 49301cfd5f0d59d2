package io.hydrant.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CompilerThreadsTest {
    /** A JVM that has come to a test has compiled something, and has done other things too. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void takeAPartOfTheProcess() throws Exception {
        double compilers = CompilerThreads.cpuSeconds();
        double all =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;

        assertThat(compilers).isPositive().isLessThan(all);
    }
}
