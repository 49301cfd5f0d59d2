package io.hydrant.gateway.api;

import com.sun.net.httpserver.HttpServer;
import io.hydrant.clients.glue.GlueCatalog;
import io.hydrant.core.config.GlueConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server that says of whatever table the same, and a catalog that asks it. */
final class FakeGlue implements AutoCloseable {
    private static final String TABLE = "{\"Table\": {\"VersionId\": \"1\", \"StorageDescriptor\": {\"Columns\": ["
            + "{\"Name\": \"id\", \"Type\": \"%s\"}]}}}";

    private final HttpServer server;
    private final GlueCatalog catalog;
    private volatile int status;
    private volatile String answer = "";

    /** Every table is there, with a column {@code id}. */
    FakeGlue() throws IOException {
        hasTables("bigint");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        catalog = new GlueCatalog(new GlueConfig(endpoint, null, "key", "secret", null, null), "us-east-1");
    }

    /** Every table is there from now on; its column is of that type. */
    void hasTables(String type) {
        answer = TABLE.formatted(type);
        status = 200;
    }

    /** Every question is answered by that error from now on. */
    void refuses(String type, String message) {
        answer = "{\"__type\": \"" + type + "\", \"Message\": \"" + message + "\"}";
        status = 400;
    }

    /** Nobody answers any more. */
    void goAway() {
        server.stop(0);
    }

    GlueCatalog catalog() {
        return catalog;
    }

    @Override
    public void close() {
        catalog.close();
        server.stop(0);
    }
}
