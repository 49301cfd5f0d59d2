package io.hydrant.standalone.command;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.standalone.DataDirectory;
import io.hydrant.standalone.LocalConfig;
import io.hydrant.standalone.LocalHydrant;
import io.hydrant.standalone.LogFile;
import io.hydrant.standalone.TemporaryFolder;
import io.hydrant.standalone.demo.Demo;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hydrant demo}: everything once, from the AWS SDK to verified objects. */
@Command(
        name = "demo",
        header = "Puts events through the whole service and verifies every object.",
        description = "Starts everything on free ports, puts JSON events with the AWS SDK for Java and reads every"
                + " object: exit code 0 if each event is there exactly once, 1 if not.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "100000",
            converter = RecordCount.class,
            description = "How many events to put. Default: 100000.")
    private int records;

    @Option(names = "--keep", description = "Leave it running until Ctrl-C, and keep the folder.")
    private boolean keep;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for everything on disk. Default: a temporary one, removed at the end.")
    private @Nullable Path data;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        long start = System.nanoTime();
        PrintWriter out = spec.commandLine().getOut();
        try (StopSignal stop = StopSignal.listen(() -> out.println("Stopping."));
                TemporaryFolder folder = TemporaryFolder.orGiven(data, keep);
                DataDirectory directory = DataDirectory.open(folder.path())) {
            LogFile.open(directory.path().resolve("logs").resolve("hydrant.log"));
            HydrantConfig config = LocalConfig.onPort(0, LocalConfig.in(directory.path(), HydrantConfig.defaults()));
            try (LocalHydrant hydrant = LocalHydrant.start(LocalConfig.onFlink(0, CHECKPOINT_INTERVAL, config))) {
                out.printf(Locale.ROOT, "Hydrant is ready after %.1f s.%n", seconds(start));
                out.println("  Firehose API  " + hydrant.uri());
                out.println("  Flink web UI  " + hydrant.webUi());
                out.println("  Data          " + directory.path());
                Demo demo = new Demo(hydrant, out, Boolean.getBoolean("hydrant.terminal"), PATIENCE);
                stop.onStop(demo::stop);
                boolean verified = demo.run(records);
                if (!verified && stop.given()) {
                    return 1;
                }
                if (!verified) {
                    folder.keep();
                }
                out.printf(Locale.ROOT, "%s after %.1f s.%n", verified ? "Done" : "Failed", seconds(start));
                if (keep) {
                    out.println("Still running; Ctrl-C stops it, the data stays.");
                    out.flush();
                    stop.await();
                }
                return verified ? 0 : 1;
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
