package io.hydrant.bench.convert;

import io.hydrant.bench.deliver.Contestant;
import io.hydrant.bench.process.JobOptions;
import io.hydrant.bench.process.StepOptions;
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

/** {@code bench/run convert}: each step alone, then Hydrant and Flink SQL in turns, then tables. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = "From JSON in Kafka to Parquet and ORC files: Hydrant next to Flink SQL, and its steps alone.")
public final class ConvertCommand implements Callable<Integer> {
    @Option(
            names = "--events",
            description = "Events of about 1 KB in a job. Default: ${DEFAULT-VALUE}",
            defaultValue = "2000000")
    private long events;

    @Option(names = "--kinds", split = ",", description = "${COMPLETION-CANDIDATES}. Default: all")
    private List<EventKind> kinds = List.of(EventKind.values());

    @Option(names = "--formats", split = ",", description = "${COMPLETION-CANDIDATES}. Default: all")
    private List<FileFormat> formats = List.of(FileFormat.values());

    @Option(
            names = "--contestants",
            split = ",",
            description = "HYDRANT, FLINK_SQL. Default: both",
            defaultValue = "HYDRANT,FLINK_SQL")
    private List<Contestant> contestants = List.of();

    @Option(
            names = "--buffer-mb",
            description = "SizeInMBs of Hydrant's stream, 64 to 128. Default: ${DEFAULT-VALUE}",
            defaultValue = "64")
    private int bufferMegabytes;

    @Mixin
    private final StepOptions stepOptions = new StepOptions();

    @Mixin
    private final JobOptions jobOptions = new JobOptions();

    @Mixin
    private final BenchFolder folder = new BenchFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final List<StepOutcome> stepRuns = new ArrayList<>();
    private final List<JobOutcome> jobRuns = new ArrayList<>();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Machine machine = Machine.current();
        Results results = folder.results(machine);
        out.println(machine.describe());
        ConvertBench.Settings settings = new ConvertBench.Settings(stepOptions.seconds(), bufferMegabytes, jobOptions);
        try (ConvertBench bench = new ConvertBench(folder.work(), settings)) {
            for (EventKind kind : kinds) {
                if (stepOptions.steps()) {
                    runSteps(bench, kind, results, out);
                }
                if (stepOptions.jobs()) {
                    runJobs(bench, kind, results, out);
                }
            }
        }
        out.println(new ConvertFigures(stepRuns, jobRuns).tables());
        return CommandLine.ExitCode.OK;
    }

    private void runSteps(ConvertBench bench, EventKind kind, Results results, PrintWriter out) {
        for (int round = 1; round <= jobOptions.rounds(); round++) {
            for (ConvertStep step : ConvertStep.values()) {
                if (step.format() != null && !formats.contains(step.format())) {
                    continue;
                }
                StepOutcome outcome = bench.run(kind, step, round);
                stepRuns.add(outcome);
                results.addRun(outcome);
                print(
                        out,
                        "round %d, %-16s %-32s %7.0f ns per event, %6.0f MB/CPU-s",
                        round,
                        kind.label(),
                        step.label(),
                        outcome.nanosPerEvent(),
                        outcome.megabytesPerCpuSecond());
            }
            write(results);
        }
    }

    private void runJobs(ConvertBench bench, EventKind kind, Results results, PrintWriter out) {
        bench.fill(kind, events);
        for (int round = 1; round <= jobOptions.rounds(); round++) {
            for (FileFormat format : formats) {
                for (Contestant contestant : contestants) {
                    JobOutcome outcome = bench.run(format, contestant, round);
                    jobRuns.add(outcome);
                    results.addRun(outcome);
                    print(
                            out,
                            "round %d, %-16s %-7s %-20s %5.0f MB/s, %5.0f MB/CPU-s, %d files, %.1f MB",
                            round,
                            kind.label(),
                            format.label(),
                            contestant.label(),
                            outcome.megabytesPerSecond(),
                            outcome.megabytesPerCpuSecond(),
                            outcome.files(),
                            outcome.fileMegabytes());
                }
            }
            write(results);
        }
        bench.clear();
    }

    private void write(Results results) {
        results.figures(new ConvertFigures(stepRuns, jobRuns).json());
        results.write();
    }

    private static void print(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
