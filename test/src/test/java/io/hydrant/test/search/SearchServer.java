package io.hydrant.test.search;

import static org.awaitility.Awaitility.await;

import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real server of one node, as a process that can be killed and comes back on its port with its data. It takes about 3 s to
 * start.
 */
public final class SearchServer implements AutoCloseable {
    /** Servers, each with a class path of its own that a module of the build puts together. */
    public enum Kind {
        /** OpenSearch 2. */
        OPENSEARCH("io.hydrant.test.opensearch.OpenSearchMain"),
        /** Elasticsearch 7. */
        ELASTICSEARCH("io.hydrant.test.elasticsearch.ElasticsearchMain");

        private final String main;
        private final Path module;

        Kind(String main) {
            this.main = main;
            this.module =
                    Repository.root().resolve("test").resolve(processName()).resolve("target");
        }

        private String processName() {
            return name().toLowerCase(Locale.ROOT);
        }

        private List<String> classpath() {
            if (!Files.isDirectory(module.resolve("lib"))) {
                throw new IllegalStateException(module + "/lib is missing; mvn package makes it");
            }
            return List.of(
                    module.resolve("classes").toString(),
                    module.resolve("lib") + "/*",
                    Repository.target().resolve("test-classes").toString());
        }
    }

    private final URI endpoint;
    private final SearchClient client;
    private final ChildJvm process;

    private SearchServer(Kind kind, Path folder, List<String> settings) {
        int port = FreePort.one();
        this.endpoint = URI.create("http://127.0.0.1:" + port);
        this.client = new SearchClient(endpoint);
        String[] arguments = Stream.concat(
                        Stream.of(data(folder).toString(), Integer.toString(port)), settings.stream())
                .toArray(String[]::new);
        this.process = new ChildJvm(
                kind.processName(), folder, kind.classpath(), List.of("-Xmx512m"), Map.of(), kind.main, arguments);
    }

    /**
     * Starts it; returns when it takes requests.
     *
     * @param folder for its data and its log; data that is there is dropped
     * @param settings further ones of the server, each {@code name=value}
     */
    public static SearchServer start(Kind kind, Path folder, String... settings) throws IOException {
        Folders.delete(data(folder));
        SearchServer server = new SearchServer(kind, folder, List.of(settings));
        server.restart();
        return server;
    }

    private static Path data(Path folder) {
        return folder.resolve("search-data");
    }

    /** Where its HTTP API is. */
    public URI endpoint() {
        return endpoint;
    }

    /** Asks it what a test wants to know. */
    public SearchClient client() {
        return client;
    }

    /** kill -9. */
    public void kill() {
        process.kill();
    }

    /** Starts it again, with its data and on its port; returns when it takes requests, its indices included. */
    public void restart() {
        process.start();
        await().atMost(Duration.ofMinutes(1)).until(client::isReady);
    }

    @Override
    public void close() {
        process.close();
    }
}
