package io.hydrant.bench.report;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say where a benchmark's results go; a {@link Mixin} of its command. */
public final class BenchFolder {
    @Option(
            names = "--name",
            description = "The results go to bench/results/NAME.json. Default: ${DEFAULT-VALUE}",
            defaultValue = "${COMMAND-NAME}-latest")
    private String name = "";

    @Option(names = "--directory", hidden = true, defaultValue = "bench")
    private Path directory = Path.of("bench");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Results of this command line, without any yet. */
    public Results results(Machine machine) {
        return new Results(
                directory.resolve("results").resolve(name + ".json"),
                machine,
                "bench/run "
                        + String.join(
                                " ", command.commandLine().getParseResult().originalArgs()));
    }

    /** Where the benchmark may put what it needs while it runs; an absolute path. */
    public Path work() {
        return directory.resolve("target").resolve("work").toAbsolutePath();
    }
}
