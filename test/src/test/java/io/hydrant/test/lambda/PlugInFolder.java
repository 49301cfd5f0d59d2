package io.hydrant.test.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import io.hydrant.test.process.PluginJar;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A plug-in directory as users have it: a jar alone, and a folder of a jar and another one that it needs. */
final class PlugInFolder {
    private PlugInFolder() {}

    static Path make(Path folder) throws IOException, URISyntaxException {
        Path plugIns = folder.resolve("plugins");
        Path logs = plugIns.resolve("logs");
        PluginJar.write(plugIns, Echo.class);
        PluginJar.write(logs, CloudWatchLogs.class);
        Path json = Path.of(JsonFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.copy(json, logs.resolve("json.jar"));
        return plugIns;
    }
}
