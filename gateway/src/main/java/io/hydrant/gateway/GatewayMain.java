package io.hydrant.gateway;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.gateway.deploy.JobDeployer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The gateway as a process of its own, in front of a Kafka and a Flink cluster that others run. Ends, after running
 * requests were answered, when it is told to (SIGTERM, Ctrl-C).
 */
@Command(
        name = "hydrant-gateway",
        mixinStandardHelpOptions = true,
        description = "Serves the Firehose API: puts go to Kafka, delivery jobs to a Flink session cluster.")
public final class GatewayMain implements Callable<Integer> {
    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "Configuration, as conf/hydrant.yaml; log.bootstrapServers must be set.")
    private @Nullable Path conf;

    private GatewayMain() {}

    /** Starts the gateway; exits with status 2 and one line if an option or the file is wrong. */
    public static void main(String[] args) {
        int status = commandLine().execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new GatewayMain())
                .setParameterExceptionHandler((failure, args) -> {
                    failure.getCommandLine().getErr().println(failure.getMessage() + " (see --help)");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof InvalidConfigurationException) {
                        command.getErr().println(failure.getMessage());
                        return CommandLine.ExitCode.USAGE;
                    }
                    failure.printStackTrace(command.getErr());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    @Override
    public Integer call() {
        HydrantConfig config = conf == null ? HydrantConfig.defaults() : ConfigReader.read(conf);
        JobDeployer deployer = JobDeployer.ofGatewayAlone(config);
        Gateway gateway = Gateway.start(config, deployer);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            gateway.close();
                            deployer.close();
                        },
                        "gateway-stop"));
        return CommandLine.ExitCode.OK;
    }
}
