package io.hydrant.bench.load;

import io.hydrant.bench.process.JobOptions;
import io.hydrant.bench.records.OutputFolder;
import io.hydrant.bench.report.BenchFolder;
import io.hydrant.bench.report.Machine;
import io.hydrant.bench.report.Results;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run load}: rounds in which the contestants take turns, then a table. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description =
                "From memory to a real PostgreSQL: Hydrant next to Flink's own JDBC sink, each run in a fresh JVM.")
public final class LoadCommand implements Callable<Integer> {
    @Option(names = "--records", description = "Default: ${DEFAULT-VALUE}", defaultValue = "1000000")
    private long records;

    @Option(
            names = "--warm-up-records",
            description = "Before that, into another table. Default: ${DEFAULT-VALUE}",
            defaultValue = "200000")
    private long warmUp;

    @Mixin
    private final JobOptions jobOptions = new JobOptions();

    @Mixin
    private final BenchFolder folder = new BenchFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Machine machine = Machine.current();
        Results results = folder.results(machine);
        out.println(machine.describe());
        new OutputFolder(folder.work()).delete();
        List<TableOutcome> outcomes = new ArrayList<>();
        try (TableBench bench = new TableBench(folder.work(), jobOptions)) {
            for (int round = 1; round <= jobOptions.rounds(); round++) {
                for (TableContestant contestant : TableContestant.values()) {
                    TableOutcome outcome = bench.run(
                            contestant, records - records % Orders.BATCH, warmUp - warmUp % Orders.BATCH, round);
                    print(out, outcome);
                    outcomes.add(outcome);
                    results.addRun(outcome);
                }
                results.figures(new TableFigures(outcomes).json());
                results.write();
            }
        }
        new OutputFolder(folder.work()).delete();
        out.println(new TableFigures(outcomes).table());
        return CommandLine.ExitCode.OK;
    }

    private static void print(PrintWriter out, TableOutcome outcome) {
        out.printf(
                Locale.ROOT,
                "round %d, %-32s %6.1f s, %6.1f CPU-s and %4.1f to compile, %,7.0f rows/s, %,7.0f rows/CPU-s%n",
                outcome.round(),
                outcome.contestant().label(),
                outcome.measured().consumption().seconds(),
                outcome.measured().consumption().cpuSeconds(),
                outcome.measured().consumption().compilerCpuSeconds(),
                outcome.recordsPerSecond(),
                outcome.recordsPerCpuSecond());
        out.flush();
    }
}
