package io.hydrant.bench.ingest;

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

/** {@code bench/run ingest}: rounds in which the gateway and Kafka's producer take turns, then a table. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "From HTTP to the flushed log: the gateway next to Kafka's own producer performance tool.")
public final class IngestCommand implements Callable<Integer> {
    @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}", defaultValue = "3")
    private int rounds;

    @Option(names = "--seconds", description = "Of each load. Default: ${DEFAULT-VALUE}", defaultValue = "15")
    private double seconds;

    @Option(
            names = "--cases",
            split = ",",
            description = "${COMPLETION-CANDIDATES}. Default: all",
            defaultValue = "BATCH_1K,BATCH_200,SINGLE_1K")
    private List<PutCase> cases = List.of();

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
        List<IngestOutcome> outcomes = new ArrayList<>();
        try (IngestBench bench = new IngestBench(folder.work(), seconds)) {
            cases.forEach(bench::warmUp);
            for (int round = 1; round <= rounds; round++) {
                for (PutCase putCase : cases) {
                    IngestOutcome gateway = bench.gateway(putCase, round);
                    List<IngestOutcome> turn = List.of(
                            gateway,
                            bench.producer(putCase, Writer.PRODUCER, round, gateway.megabytesPerSecond()),
                            bench.producer(putCase, Writer.PRODUCER_DEFAULTS, round, gateway.megabytesPerSecond()));
                    turn.forEach(outcome -> print(out, outcome));
                    turn.forEach(results::addRun);
                    outcomes.addAll(turn);
                }
                results.figures(new IngestFigures(outcomes).json());
                results.write();
            }
        }
        out.println(new IngestFigures(outcomes).table());
        return CommandLine.ExitCode.OK;
    }

    private static void print(PrintWriter out, IngestOutcome outcome) {
        out.printf(
                Locale.ROOT,
                "round %d, %-27s %-31s %6.1f MB/s, at half load p50 %.1f ms, p99 %.1f ms%n",
                outcome.round(),
                outcome.putCase().label(),
                outcome.writer().label(),
                outcome.megabytesPerSecond(),
                outcome.p50Millis(),
                outcome.p99Millis());
        out.flush();
    }
}
