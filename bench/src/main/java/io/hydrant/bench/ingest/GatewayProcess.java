package io.hydrant.bench.ingest;

import io.hydrant.bench.process.ChildJvm;
import io.hydrant.core.config.GatewayConfig;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.LogConfig;
import io.hydrant.gateway.Gateway;
import io.hydrant.gateway.deploy.UnmanagedJobs;
import java.nio.file.Path;
import java.util.Map;

/** The gateway as it is, in a JVM of its own; nobody runs delivery jobs. */
public final class GatewayProcess {
    private GatewayProcess() {}

    /**
     * Starts to listen on a free port and answers it.
     *
     * @param args Kafka's bootstrap servers and a folder for the stream store
     */
    public static void main(String[] args) {
        LogConfig log = new LogConfig(args[0], null, null, null, null, null, null, null, null);
        GatewayConfig listener = new GatewayConfig(null, 0, null, null, null, null);
        HydrantConfig config = new HydrantConfig(
                null,
                null,
                Path.of(args[1]),
                listener,
                log,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        Gateway gateway = Gateway.start(config, new UnmanagedJobs());
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
        ChildJvm.endWithParent();
        ChildJvm.answer(Map.of("port", gateway.port()));
    }
}
