package io.hydrant.bench.processing;

import io.hydrant.bench.process.JobOptions;
import io.hydrant.bench.process.RunInOption;
import io.hydrant.bench.process.StepOptions;
import io.hydrant.bench.report.BenchFolder;
import io.hydrant.bench.report.Machine;
import io.hydrant.bench.report.Results;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run process}: each processor alone, then jobs with and without, in turns, then tables. */
@Command(
        name = "process",
        mixinStandardHelpOptions = true,
        description =
                "What processors cost: alone, and in a job from Kafka to files next to the same job without them.")
public final class ProcessCommand implements Callable<Integer> {
    @Option(
            names = "--events",
            description = "Events of the first size in a job; other sizes get as many as make the same bytes. "
                    + "Default: ${DEFAULT-VALUE}",
            defaultValue = "2000000")
    private long events;

    @Option(
            names = "--sizes",
            split = ",",
            description = "Mean bytes per event. Default: ${DEFAULT-VALUE}",
            defaultValue = "1024,200")
    private List<Integer> sizes = List.of();

    @Option(names = "--steps", split = ",", description = "Alone: ${COMPLETION-CANDIDATES}. Default: all")
    private List<Step> steps = List.of(Step.values());

    @Option(names = "--jobs", split = ",", description = "In a job: ${COMPLETION-CANDIDATES}. Default: all")
    private List<JobCase> jobs = List.of(JobCase.values());

    @Option(
            names = "--flink",
            paramLabel = "OPTION=VALUE",
            description = "A Flink option of the jobs, such as state.backend.type=rocksdb.")
    private Map<String, String> options = Map.of();

    @Mixin
    private final StepOptions stepOptions = new StepOptions();

    @Mixin
    private final JobOptions jobOptions = new JobOptions();

    @Mixin
    private final RunInOption runIn = new RunInOption();

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
        ProcessBench.Settings settings =
                new ProcessBench.Settings(stepOptions.seconds(), jobOptions, runIn.share(), options);
        try (ProcessBench bench = new ProcessBench(folder.work(), settings)) {
            for (int size : sizes) {
                if (stepOptions.steps()) {
                    runSteps(bench, size, results, out);
                }
                if (stepOptions.jobs()) {
                    runJobs(bench, size, results, out);
                }
            }
        }
        out.println(new ProcessFigures(stepRuns, jobRuns).tables());
        return CommandLine.ExitCode.OK;
    }

    private void runSteps(ProcessBench bench, int size, Results results, PrintWriter out) {
        for (int round = 1; round <= jobOptions.rounds(); round++) {
            for (Step step : steps) {
                StepOutcome outcome = bench.run(step, size, round);
                stepRuns.add(outcome);
                results.addRun(outcome);
                print(
                        out,
                        "round %d, %4d B, %-60s %7.1f ns per event, %6.0f MB/CPU-s",
                        round,
                        size,
                        step.label(),
                        outcome.nanosPerEvent(),
                        outcome.megabytesPerCpuSecond());
            }
            write(results);
        }
    }

    private void runJobs(ProcessBench bench, int size, Results results, PrintWriter out) {
        for (JobCase job : jobs) {
            bench.fill(job, size, events * sizes.get(0) / size);
            for (int round = 1; round <= jobOptions.rounds(); round++) {
                for (boolean with : new boolean[] {false, true}) {
                    JobOutcome outcome = bench.run(with, round);
                    jobRuns.add(outcome);
                    results.addRun(outcome);
                    print(
                            out,
                            "round %d, %4d B, %-80s %5.0f MB/s, %5.0f MB/CPU-s, %6.0f ns per event, %d files",
                            round,
                            size,
                            with ? job.label() : "without: " + job.label(),
                            outcome.megabytesPerSecond(),
                            outcome.megabytesPerCpuSecond(),
                            outcome.nanosPerEvent(),
                            outcome.files());
                }
                write(results);
            }
            bench.clear();
        }
    }

    private void write(Results results) {
        results.figures(new ProcessFigures(stepRuns, jobRuns).json());
        results.write();
    }

    private static void print(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
