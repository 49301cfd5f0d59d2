package io.hydrant.standalone.command;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.job.JobSpec;
import io.hydrant.job.redrive.RedriveFilter;
import io.hydrant.standalone.LocalConfig;
import io.hydrant.standalone.LocalRedrive;
import io.hydrant.standalone.LogFile;
import io.hydrant.standalone.StartException;
import io.hydrant.standalone.StreamLookup;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hydrant redrive}: delivers again what is in a stream's error output. */
@Command(
        name = "redrive",
        header = "Delivers again what is in the error output of a delivery stream.",
        description =
                "Takes each record once, however often it is run: what one redrive has taken another does not take"
                        + " again. What fails again is in the error output again, in new objects. The stream may run meanwhile."
                        + " A redrive that was interrupted goes on the next time, wherever it was.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RedriveCommand implements Callable<Integer> {

    @Option(
            names = "--stream",
            paramLabel = "STREAM",
            required = true,
            description = "Name of a delivery stream that hydrant serve or a gateway keeps, or the file of one that"
                    + " hydrant job or flink run delivers.")
    @SuppressWarnings("NullAway.Init")
    private String stream;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = PointInTime.class,
            description = "Only records whose last attempt ended then or later, such as 2026-11-30T16:00:00Z or"
                    + " 2026-11-30. Default: all.")
    private @Nullable Instant since;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = "Only records with this error code, such as HttpEndpoint.DestinationException. Default: all.")
    private @Nullable String code;

    @Option(names = "--dry-run", description = "Says what there is to deliver, and delivers nothing.")
    private boolean dryRun;

    @Mixin
    private final ConfigFile configFile = new ConfigFile();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory, as of hydrant serve. Default: dataDirectory, the folder data.")
    private @Nullable Path data;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        HydrantConfig read = configFile.read();
        HydrantConfig config = LocalConfig.in(data == null ? read.dataDirectory() : data, read);
        PrintWriter out = spec.commandLine().getOut();
        if (Files.isRegularFile(Path.of(stream))) {
            StreamDefinition definition = StreamDefinition.read(Path.of(stream));
            JobSpec job =
                    new JobSpec(definition, JobSpec.FIRST_VERSION, JobSpec.ONLY_INCARNATION, Instant.now(), config);
            return redrive(job, since, out);
        }
        DeliveryStream found = StreamLookup.find(stream, config);
        if (!found.status().acceptingRecords()) {
            throw new StartException("--stream: " + stream + " is being deleted, and takes no more records");
        }
        Instant created = Instant.ofEpochMilli(found.createMillis());
        JobSpec job =
                new JobSpec(found.definition(), Long.toString(found.versionId()), found.incarnation(), created, config);
        // What failed before is of an earlier stream with its name.
        return redrive(job, since == null || since.isBefore(created) ? created : since, out);
    }

    private int redrive(JobSpec job, @Nullable Instant from, PrintWriter out) {
        RedriveFilter filter = new RedriveFilter(from, code);
        LocalRedrive redrive = new LocalRedrive(job, line -> {
            out.println(line);
            out.flush();
        });
        if (dryRun) {
            redrive.look(filter);
            return ExitCode.OK;
        }
        LogFile.open(redrive.folder().resolve("hydrant.log"));
        try (StopSignal stop = StopSignal.listen(() -> out.println("Stopping."))) {
            return redrive.run(filter, stop::given) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
