package io.hydrant.test.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hydrant.core.config.SecretsManagerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/** As much of Secrets Manager as a destination meets: one secret, whatever it is called. Its API is tested elsewhere. */
public final class SecretHolder implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private volatile String secret;

    /** Starts it at any port. */
    public SecretHolder(String secret) throws IOException {
        this.secret = secret;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    /** How a deployment is told of it. */
    public SecretsManagerConfig configuration() {
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        return new SecretsManagerConfig(endpoint, null, "AKIDEXAMPLE", "secret", null, Duration.ofMillis(200));
    }

    /** Changes it. */
    public void become(String other) {
        secret = other;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer =
                    JSON.writeValueAsString(Map.of("SecretString", secret)).getBytes(UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
