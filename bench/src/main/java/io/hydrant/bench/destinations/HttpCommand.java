package io.hydrant.bench.destinations;

import io.hydrant.bench.process.JobOptions;
import io.hydrant.bench.process.RunInOption;
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

/** {@code bench/run destinations http}: rounds in which the contestants take turns, then unbuffered puts, then tables. */
@Command(
        name = "http",
        mixinStandardHelpOptions = true,
        description =
                "From memory to an HTTP endpoint: Hydrant next to loops of the same HTTP client, each run in a fresh "
                        + "JVM. And how long a record takes from PutRecord to the endpoint without buffering.")
public final class HttpCommand implements Callable<Integer> {
    @Option(
            names = "--records",
            description = "Records of the first size in each pass; other sizes get as many as make the same bytes. "
                    + "Default: ${DEFAULT-VALUE}",
            defaultValue = "2000000")
    private long records;

    @Option(
            names = "--sizes",
            split = ",",
            description = "Mean bytes per record. Default: ${DEFAULT-VALUE}",
            defaultValue = "1024,200")
    private List<Integer> sizes = List.of();

    @Option(names = "--batch-mb", description = "Records in a request. Default: ${DEFAULT-VALUE}", defaultValue = "2")
    private int batchMegabytes;

    @Option(names = "--in-flight", description = "Requests at a time. Default: ${DEFAULT-VALUE}", defaultValue = "4")
    private int requestsInFlight;

    @Option(
            names = "--puts",
            description = "Unbuffered puts that are measured, after as many that are not; 0: none. "
                    + "Default: ${DEFAULT-VALUE}",
            defaultValue = "3000")
    private int puts;

    @Option(
            names = "--rates",
            split = ",",
            description = "Unbuffered puts per second. Default: ${DEFAULT-VALUE}",
            defaultValue = "100")
    private List<Integer> rates = List.of();

    @Mixin
    private final JobOptions jobOptions = new JobOptions();

    @Mixin
    private final RunInOption runIn = new RunInOption();

    @Mixin
    private final BenchFolder folder = new BenchFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final List<HttpOutcome> runs = new ArrayList<>();
    private final List<PromptOutcome> delays = new ArrayList<>();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Machine machine = Machine.current();
        Results results = folder.results(machine);
        out.println(machine.describe());
        try (HttpBench bench = new HttpBench(folder.work(), jobOptions, runIn.share())) {
            for (int size : sizes) {
                runSize(bench, size, results, out);
            }
            for (int rate : puts == 0 ? List.<Integer>of() : rates) {
                runPuts(bench, rate, results, out);
            }
        }
        out.println(new HttpFigures(runs, delays).tables());
        return CommandLine.ExitCode.OK;
    }

    private void runSize(HttpBench bench, int size, Results results, PrintWriter out) {
        long entries = records * sizes.get(0) / size / SampleEntries.RECORDS;
        for (int round = 1; round <= jobOptions.rounds(); round++) {
            for (HttpContestant contestant : HttpContestant.values()) {
                HttpOutcome outcome = bench.run(contestant, entries, size, batchMegabytes, requestsInFlight, round);
                runs.add(outcome);
                results.addRun(outcome);
                out.printf(
                        Locale.ROOT,
                        "round %d, %4d B, %-28s %6.1f s, %6.1f CPU-s and %4.1f to compile, %,9.0f records/CPU-s, %4.0f MB/CPU-s%n",
                        round,
                        size,
                        contestant.label(),
                        outcome.measured().consumption().seconds(),
                        outcome.measured().consumption().cpuSeconds(),
                        outcome.measured().consumption().compilerCpuSeconds(),
                        outcome.recordsPerCpuSecond(),
                        outcome.megabytesPerCpuSecond());
                out.flush();
            }
            write(results);
        }
    }

    private void runPuts(HttpBench bench, int rate, Results results, PrintWriter out) {
        for (int round = 1; round <= jobOptions.rounds(); round++) {
            PromptOutcome outcome = bench.prompt(puts, rate, round);
            delays.add(outcome);
            out.printf(
                    Locale.ROOT,
                    "round %d, %d puts/s: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                    round,
                    rate,
                    outcome.percentile(0.5),
                    outcome.percentile(0.99),
                    outcome.percentile(1));
            out.flush();
            write(results);
        }
    }

    private void write(Results results) {
        results.figures(new HttpFigures(runs, delays).json());
        results.write();
    }
}
