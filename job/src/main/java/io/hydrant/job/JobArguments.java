package io.hydrant.job;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.model.FirehoseException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The job's command line. People give files; the gateway gives the same as JSON text. */
@Command(
        name = "hydrant-job.jar",
        description = "Delivers one delivery stream.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class JobArguments {
    private static final Pattern VERSION = Pattern.compile("[1-9]\\d{0,17}");

    @Option(
            names = "--stream",
            paramLabel = "FILE",
            description = "The delivery stream, as aws firehose create-delivery-stream --cli-input-json takes it.")
    private @Nullable Path stream;

    @Option(names = "--definition", paramLabel = "JSON", hidden = true)
    private @Nullable String definition;

    @Option(names = "--conf", paramLabel = "FILE", description = "Where this deployment's things are: hydrant.yaml.")
    private @Nullable Path conf;

    @Option(names = "--config", paramLabel = "JSON", hidden = true)
    private @Nullable String config;

    @Option(
            names = "--version-id",
            paramLabel = "N",
            description = "Version of the stream in object names. A new one goes on where the one before has come to."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = JobSpec.FIRST_VERSION)
    private String versionId = JobSpec.FIRST_VERSION;

    @Option(
            names = "--incarnation",
            paramLabel = "ID",
            description = "Tells this stream's checkpoints from those of an earlier one with its name."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = JobSpec.ONLY_INCARNATION)
    private String incarnation = JobSpec.ONLY_INCARNATION;

    @Option(
            names = "--drained-version",
            paramLabel = "N",
            description = "The version before, if its job was stopped with drain: what its processors have left behind"
                    + " is dropped if this version has not got them.")
    private long drainedVersion;

    @Option(
            names = "--delivery-start",
            paramLabel = "TIME",
            description =
                    "When delivery began, such as 2026-11-01T00:00:00Z: sources that begin with the latest records begin"
                            + " there, unless the job restores. Default: the stream's first start, noted beside its"
                            + " checkpoints.")
    private @Nullable Instant deliveryStart;

    private JobArguments() {}

    static JobSpec parse(String[] arguments) throws ProgramParametrizationException {
        JobArguments parsed = new JobArguments();
        CommandLine commandLine = new CommandLine(parsed);
        try {
            commandLine.parseArgs(arguments);
            if (commandLine.isUsageHelpRequested()) {
                throw new ProgramParametrizationException(commandLine.getUsageMessage());
            }
            return parsed.spec();
        } catch (CommandLine.ParameterException | InvalidConfigurationException | FirehoseException e) {
            throw new ProgramParametrizationException(e.getMessage());
        }
    }

    private JobSpec spec() throws ProgramParametrizationException {
        Instant start = deliveryStart == null ? Instant.now() : deliveryStart;
        JobSpec spec = new JobSpec(readDefinition(), versionId(), incarnation, start, readConfig(), drainedVersion);
        return deliveryStart == null ? DeliveryStart.noted(spec) : spec;
    }

    private String versionId() throws ProgramParametrizationException {
        if (!VERSION.matcher(versionId).matches()) {
            throw new ProgramParametrizationException(
                    "--version-id: " + versionId + " is not a whole number from 1 on");
        }
        return versionId;
    }

    private StreamDefinition readDefinition() throws ProgramParametrizationException {
        if (definition != null) {
            return StreamDefinition.parse(definition);
        }
        if (stream != null) {
            return StreamDefinition.read(stream);
        }
        throw new ProgramParametrizationException(
                "--stream is missing: give the JSON file of the delivery stream to deliver");
    }

    private HydrantConfig readConfig() {
        if (config != null) {
            return ConfigReader.fromJson(config);
        }
        return conf == null ? HydrantConfig.defaults() : ConfigReader.read(conf);
    }
}
