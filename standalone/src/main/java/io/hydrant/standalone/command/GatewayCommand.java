package io.hydrant.standalone.command;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.gateway.Gateway;
import io.hydrant.gateway.deploy.JobDeployer;
import io.hydrant.standalone.LogFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hydrant gateway}: the Firehose API alone. */
@Command(
        name = "gateway",
        header = "Runs the Firehose API alone until Ctrl-C.",
        description = "The ingest log is on the Kafka that log.bootstrapServers names, the jobs run where"
                + " flink.deployer says.",
        mixinStandardHelpOptions = true)
final class GatewayCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile configFile = new ConfigFile();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        HydrantConfig config = configFile.read();
        LogFile.open(config.dataDirectory().toAbsolutePath().resolve("logs").resolve("gateway.log"));
        try (StopSignal stop = StopSignal.listen(() -> out.println("Stopping; the jobs go on."));
                JobDeployer deployer = JobDeployer.ofGatewayAlone(config);
                Gateway gateway = Gateway.start(config, deployer)) {
            out.println("The Firehose API is at " + gateway.uri() + "; Ctrl-C stops it.");
            out.flush();
            stop.await();
        }
        return 0;
    }
}
