package io.hydrant.bench.destinations;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real OpenSearch in a process of its own, whose processor time is not counted; the module test/opensearch makes it. */
final class SearchServer implements AutoCloseable {
    private static final Path MODULE = Path.of("test/opensearch/target").toAbsolutePath();
    private static final String MAIN = "io.hydrant.test.opensearch.OpenSearchMain";
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Documents are kept, but not indexed by their members: the server is to be no narrower than it has to be. */
    private static final String INDEX = """
            {"settings": {"number_of_replicas": 0, "refresh_interval": "-1", "translog": {"durability": "async"}},
             "mappings": {"dynamic": false}}""";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String endpoint;
    private final Process process;

    /** @param work its data and its log go there; returns when it takes requests */
    SearchServer(Path work) {
        try {
            int port = freePort();
            endpoint = "http://127.0.0.1:" + port;
            Files.createDirectories(work);
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-cp",
                    MODULE.resolve("classes") + File.pathSeparator + MODULE.resolve("lib") + "/*",
                    MAIN,
                    work.resolve("opensearch").toString(),
                    Integer.toString(port));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve("opensearch.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start OpenSearch", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (ask("GET", "/_cluster/health?wait_for_status=yellow&timeout=10s")
                        .contains("\"timed_out\":false")) {
                    return;
                }
            } catch (IOException e) {
                // Not there yet.
            }
            if (ended()) {
                break;
            }
        }
        close();
        throw new IllegalStateException("OpenSearch does not start; see opensearch.log");
    }

    private boolean ended() {
        try {
            return process.waitFor(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while OpenSearch starts", e);
        }
    }

    /** Where it is. */
    String endpoint() {
        return endpoint;
    }

    /** Makes an index. */
    void create(String index) throws IOException {
        String answer = ask("PUT", "/" + index, INDEX);
        if (!answer.contains("\"acknowledged\":true")) {
            throw new IOException("no index " + index + ": " + answer);
        }
    }

    /** Documents in an index. */
    long count(String index) throws IOException {
        String unused = ask("POST", "/" + index + "/_refresh");
        return JSON.readTree(ask("GET", "/" + index + "/_count")).path("count").asLong(-1);
    }

    /** Deletes an index. */
    void delete(String index) throws IOException {
        String unused = ask("DELETE", "/" + index);
    }

    private String ask(String method, String path) throws IOException {
        return ask(method, path, "");
    }

    private String ask(String method, String path, String body) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + path))
                    .timeout(Duration.ofMinutes(1))
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
