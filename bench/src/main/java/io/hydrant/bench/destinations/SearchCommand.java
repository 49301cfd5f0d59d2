package io.hydrant.bench.destinations;

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

/** {@code bench/run destinations search}: rounds in which the contestants take turns, then a table. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description =
                "From memory to a real OpenSearch: Hydrant next to Flink's own connector, each run in a fresh JVM.")
public final class SearchCommand implements Callable<Integer> {
    @Option(
            names = "--records",
            description = "Records of the first size; other sizes get as many as make the same bytes. "
                    + "Default: ${DEFAULT-VALUE}",
            defaultValue = "500000")
    private long records;

    @Option(
            names = "--sizes",
            split = ",",
            description = "Mean bytes per record. Default: ${DEFAULT-VALUE}",
            defaultValue = "1024,200")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--batch-mb",
            description = "Records in a bulk request. Default: ${DEFAULT-VALUE}",
            defaultValue = "5")
    private int batchMegabytes;

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
        List<SearchOutcome> outcomes = new ArrayList<>();
        try (SearchBench bench = new SearchBench(folder.work(), jobOptions, batchMegabytes)) {
            for (int size : sizes) {
                long count = records * sizes.get(0) / size;
                count -= count % SampleEntries.RECORDS;
                for (int round = 1; round <= jobOptions.rounds(); round++) {
                    for (SearchContestant contestant : SearchContestant.values()) {
                        SearchOutcome outcome = bench.run(contestant, count, size, round);
                        print(out, outcome);
                        outcomes.add(outcome);
                        results.addRun(outcome);
                    }
                    results.figures(new SearchFigures(outcomes).json());
                    results.write();
                }
            }
        }
        new OutputFolder(folder.work()).delete();
        out.println(new SearchFigures(outcomes).table());
        return CommandLine.ExitCode.OK;
    }

    private static void print(PrintWriter out, SearchOutcome outcome) {
        out.printf(
                Locale.ROOT,
                "round %d, %4d B, %-28s %6.1f s, %6.1f CPU-s and %4.1f to compile, %,7.0f records/s, %,7.0f records/CPU-s, %4.0f MB/CPU-s%n",
                outcome.round(),
                outcome.size(),
                outcome.contestant().label(),
                outcome.measured().consumption().seconds(),
                outcome.measured().consumption().cpuSeconds(),
                outcome.measured().consumption().compilerCpuSeconds(),
                outcome.recordsPerSecond(),
                outcome.recordsPerCpuSecond(),
                outcome.megabytesPerCpuSecond());
        out.flush();
    }
}
