package io.hydrant.standalone.command;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.standalone.DataDirectory;
import io.hydrant.standalone.LocalConfig;
import io.hydrant.standalone.LocalHydrant;
import io.hydrant.standalone.LogFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hydrant serve}: the whole service in this JVM until Ctrl-C. */
@Command(
        name = "serve",
        header = "Runs the whole service in one process until Ctrl-C.",
        description = "The Firehose API, the ingest log (Kafka) and Flink. Started again on the same data directory it"
                + " goes on where it was, whatever ended it.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile configFile = new ConfigFile();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortNumber.class,
            description = "Port of the Firehose API, 0 for any free one. Default: gateway.port, 4573.")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for everything on disk. Default: dataDirectory, the folder data.")
    private @Nullable Path data;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        long start = System.nanoTime();
        PrintWriter out = spec.commandLine().getOut();
        HydrantConfig config = configFile.read();
        config = port == null ? config : LocalConfig.onPort(port, config);
        config = LocalConfig.in(data == null ? config.dataDirectory() : data, config);
        try (StopSignal stop = StopSignal.listen(() -> out.println("Stopping; streams and records are kept."));
                DataDirectory directory = DataDirectory.open(config.dataDirectory())) {
            LogFile.open(directory.path().resolve("logs").resolve("hydrant.log"));
            try (LocalHydrant hydrant = LocalHydrant.start(config)) {
                out.printf(Locale.ROOT, "Hydrant is ready after %.1f s.%n", (System.nanoTime() - start) / 1e9);
                out.println("  Firehose API  " + hydrant.uri());
                out.println("  Flink web UI  " + hydrant.webUi());
                out.println("  Data          " + directory.path());
                out.println("Ctrl-C stops it.");
                out.flush();
                stop.await();
            }
        }
        return 0;
    }
}
