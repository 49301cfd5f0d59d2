package io.hydrant.test.opensearch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.node.NodeValidationException;
import org.opensearch.transport.Netty4Plugin;

/**
 * One OpenSearch node until the process is ended, which may be at any time: what it has acknowledged is on disk.
 *
 * <p>The server's own start script refuses to run as root and wants kernel settings; a node by itself does not.
 */
public final class OpenSearchMain {
    private OpenSearchMain() {}

    /** The folder of its data, then the port on 127.0.0.1 of its HTTP API, then any number of {@code setting=value}. */
    public static void main(String[] arguments) throws NodeValidationException, InterruptedException {
        Settings.Builder settings = Settings.builder()
                .put("cluster.name", "hydrant-test")
                .put("node.name", "node")
                .put("path.home", arguments[0])
                .put("network.host", "127.0.0.1")
                .put("http.port", arguments[1])
                .put("transport.port", "0")
                .put("discovery.type", "single-node")
                // A full disk of the machine must not make indices read-only.
                .put("cluster.routing.allocation.disk.threshold_enabled", false);
        for (String setting : List.of(arguments).subList(2, arguments.length)) {
            settings.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), null, () -> "node");
        Node node = new PluggedNode(environment);
        node.start();
        // All threads of a node are daemons.
        new CountDownLatch(1).await();
    }

    /** A node that takes its HTTP server from the class path instead of a plug-in folder. */
    private static final class PluggedNode extends Node {
        PluggedNode(Environment environment) {
            super(environment, List.of(Netty4Plugin.class), true);
        }
    }
}
