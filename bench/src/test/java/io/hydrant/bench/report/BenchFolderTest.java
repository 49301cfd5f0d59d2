package io.hydrant.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class BenchFolderTest {
    @TempDir
    Path folder;

    @Test
    void resultsAreNamedAfterTheCommandUnlessAskedOtherwise() throws Exception {
        run("sort", "--directory", folder.toString());
        run("sort", "--directory", folder.toString(), "--name", "mine");

        assertThat(folder.resolve("results/sort-latest.json")).exists();
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("results/mine.json").toFile())
                        .path("command")
                        .asText())
                .isEqualTo("bench/run sort --directory " + folder + " --name mine");
    }

    private static void run(String... arguments) {
        assertThat(new CommandLine(new Benchmarks()).execute(arguments)).isZero();
    }

    @Command(name = "benchmarks", subcommands = Sort.class)
    static final class Benchmarks {}

    @Command(name = "sort")
    static final class Sort implements Runnable {
        @Mixin
        private final BenchFolder folder = new BenchFolder();

        @Override
        public void run() {
            folder.results(Machine.current()).write();
        }
    }
}
