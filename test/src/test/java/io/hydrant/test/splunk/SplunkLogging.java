package io.hydrant.test.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.test.process.NodeProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Splunk's own client for Node.js.
 *
 * @param folder where it is installed
 * @param url of the collector, and of its endpoint unless it is that of events
 * @param token to show
 * @param channel to name, if any
 * @param index to write to, if not the token's
 */
record SplunkLogging(
        Path folder,
        String url,
        String token,
        @Nullable String channel,
        @Nullable String index) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT_SECONDS = 30;

    /** Installs it if need be. */
    static SplunkLogging install(String url, HecToken token) throws IOException, InterruptedException {
        Path folder = NodeProject.install(
                "splunk", List.of("package.json", "package-lock.json", ".npmrc", "send.js"), "splunk-logging");
        return new SplunkLogging(folder, url, token.value(), null, null);
    }

    SplunkLogging withChannel(String guid) {
        return new SplunkLogging(folder, url, token, guid, index);
    }

    SplunkLogging withIndex(String other) {
        return new SplunkLogging(folder, url, token, channel, other);
    }

    SplunkLogging withUrl(String other) {
        return new SplunkLogging(folder, other, token, channel, index);
    }

    /** Sends messages, so many with one request; returns what it was answered, and what it took for an error. */
    List<String> send(int batch, String... messages) throws IOException, InterruptedException {
        ObjectNode options = JSON.createObjectNode().put("url", url).put("token", token);
        options.put("channel", channel).put("batch", batch);
        if (index != null) {
            options.putObject("metadata").put("index", index);
        }
        ArrayNode all = options.putArray("messages");
        List.of(messages).forEach(all::add);
        Process node = new ProcessBuilder("node", "send.js", options.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), UTF_8);
        if (!node.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || node.exitValue() != 0) {
            node.destroyForcibly();
            throw new AssertionError("node: " + output);
        }
        return output.lines().toList();
    }
}
