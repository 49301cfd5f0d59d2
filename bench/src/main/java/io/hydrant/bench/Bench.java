package io.hydrant.bench;

import io.hydrant.bench.convert.ConvertCommand;
import io.hydrant.bench.deliver.DeliverCommand;
import io.hydrant.bench.destinations.DestinationsCommand;
import io.hydrant.bench.ingest.IngestCommand;
import io.hydrant.bench.load.LoadCommand;
import io.hydrant.bench.processing.ProcessCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code bench/run} starts. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        description = "Measures Hydrant next to what one would use without it.",
        subcommands = {
            ConvertCommand.class,
            DeliverCommand.class,
            DestinationsCommand.class,
            IngestCommand.class,
            LoadCommand.class,
            ProcessCommand.class
        })
public final class Bench {
    private Bench() {}

    /**
     * Runs it.
     *
     * @param args the command line; see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
