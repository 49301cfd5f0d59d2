package io.hydrant.bench.destinations;

import io.hydrant.bench.process.ChildJvm;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.standalone.LocalConfig;
import io.hydrant.standalone.LocalHydrant;
import java.nio.file.Path;
import java.util.Map;

/** {@code hydrant serve} as it is, on free ports, in a JVM of its own. */
public final class PromptService {
    private PromptService() {}

    /**
     * Starts it and answers the port of the Firehose API.
     *
     * @param args a folder for its data
     */
    public static void main(String[] args) {
        HydrantConfig defaults = HydrantConfig.defaults();
        HydrantConfig config = LocalConfig.in(
                Path.of(args[0]),
                LocalConfig.onPort(0, LocalConfig.onFlink(0, defaults.flink().checkpointInterval(), defaults)));
        LocalHydrant hydrant = LocalHydrant.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(hydrant::close));
        ChildJvm.endWithParent();
        ChildJvm.answer(Map.of("port", hydrant.uri().getPort()));
    }
}
