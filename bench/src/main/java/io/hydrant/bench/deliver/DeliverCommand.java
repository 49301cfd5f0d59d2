package io.hydrant.bench.deliver;

import io.hydrant.bench.process.JobOptions;
import io.hydrant.bench.process.RunInOption;
import io.hydrant.bench.report.BenchFolder;
import io.hydrant.bench.report.Machine;
import io.hydrant.bench.report.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench/run deliver}: rounds in which the contestants take turns, then a table. */
@Command(
        name = "deliver",
        mixinStandardHelpOptions = true,
        description =
                "From Kafka or Kinesis to files: Hydrant next to a DataStream job and Flink SQL, each run in a fresh JVM.")
public final class DeliverCommand implements Callable<Integer> {
    @Option(
            names = "--records",
            description = "Records of the first size; other sizes get as many as make the same bytes. "
                    + "Default: ${DEFAULT-VALUE}",
            defaultValue = "4000000")
    private long records;

    @Option(
            names = "--sizes",
            split = ",",
            description = "Mean bytes per record. Default: ${DEFAULT-VALUE}",
            defaultValue = "1024,200")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--inputs",
            split = ",",
            description =
                    "${COMPLETION-CANDIDATES}: messages as the gateway writes them, one per record, or a Kinesis stream, "
                            + "whose server needs Node.js and npm. "
                            + "Default: ${DEFAULT-VALUE}",
            defaultValue = "LOG,PLAIN")
    private List<Input> inputs = List.of();

    @Option(names = "--partitions", description = "Of every topic. Default: ${DEFAULT-VALUE}", defaultValue = "4")
    private int partitions;

    @Option(
            names = "--gzip-level",
            description = "Hydrant's, 0 for no gzip runs. Default: ${DEFAULT-VALUE}",
            defaultValue = "1")
    private int gzipLevel;

    @Option(names = "--only-gzip", description = "No uncompressed runs.")
    private boolean onlyGzip;

    @Option(
            names = "--contestants",
            split = ",",
            description = "${COMPLETION-CANDIDATES}. Default: all",
            defaultValue = "HYDRANT,FILE_SINK,FLINK_SQL,DEFLATER")
    private List<Contestant> contestants = List.of();

    @Option(
            names = "--buffer-mb",
            description = "SizeInMBs of Hydrant's stream. Default: ${DEFAULT-VALUE}",
            defaultValue = "5")
    private int bufferMegabytes;

    @Option(
            names = "--profiles",
            paramLabel = "FOLDER",
            description =
                    "Leaves a flight recording of each contestant's last run there, for jfr or JDK Mission Control.")
    private @Nullable Path profiles;

    @Mixin
    private final JobOptions jobOptions = new JobOptions();

    @Mixin
    private final RunInOption runIn = new RunInOption();

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

        List<Outcome> outcomes = new ArrayList<>();
        try (DeliverBench bench = new DeliverBench(folder.work(), settings())) {
            for (int size : sizes) {
                for (Input input : inputs) {
                    bench.fill(input, size, records * sizes.get(0) / size);
                    for (int round = 1; round <= jobOptions.rounds(); round++) {
                        for (Lineup lineup : lineups()) {
                            Outcome outcome = bench.run(lineup, round);
                            print(out, outcome);
                            outcomes.add(outcome);
                            results.addRun(outcome);
                        }
                        results.figures(new DeliverFigures(outcomes).json());
                        results.write();
                    }
                    bench.clear();
                }
            }
        }
        out.println(new DeliverFigures(outcomes).table());
        return CommandLine.ExitCode.OK;
    }

    private DeliverBench.Settings settings() {
        return new DeliverBench.Settings(partitions, bufferMegabytes, jobOptions, runIn.share(), profileFolder());
    }

    private @Nullable Path profileFolder() {
        try {
            return profiles == null ? null : Files.createDirectories(profiles).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder " + profiles, e);
        }
    }

    private List<Lineup> lineups() {
        List<Lineup> all = new ArrayList<>();
        if (!onlyGzip) {
            all.addAll(Lineup.uncompressed());
        }
        if (gzipLevel > 0) {
            all.addAll(Lineup.gzip(gzipLevel));
        }
        return all.stream()
                .filter(lineup -> contestants.contains(lineup.contestant()))
                .distinct()
                .toList();
    }

    private static void print(PrintWriter out, Outcome outcome) {
        out.printf(
                Locale.ROOT,
                "round %d, %4d B, %-7s, %-30s %6.1f s, %6.1f CPU-s and %4.1f to compile, %5.0f MB/s, %5.0f MB/CPU-s, %d files of %.0f MB%n",
                outcome.round(),
                outcome.size(),
                outcome.input(),
                outcome.lineup().label(),
                outcome.consumption().seconds(),
                outcome.consumption().cpuSeconds(),
                outcome.consumption().compilerCpuSeconds(),
                outcome.megabytesPerSecond(),
                outcome.megabytesPerCpuSecond(),
                outcome.files(),
                outcome.fileBytes() / 1e6);
        out.flush();
    }
}
