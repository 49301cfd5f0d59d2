package io.hydrant.clients.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hydrant.core.config.SecretsManagerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Secrets Manager as its API reference has it: GetSecretValue, and the errors that callers meet. Who does not sign for it, in
 * the secret's region, is refused.
 */
final class FakeSecretsManager implements AutoCloseable {
    static final String ACCESS_KEY = "AKIASECRETS";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, String> texts = new TreeMap<>();
    private boolean away;
    private int requests;

    FakeSecretsManager() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    SecretsManagerConfig configuration(Duration refreshInterval) {
        return new SecretsManagerConfig(endpoint(), null, ACCESS_KEY, "secret", null, refreshInterval);
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void put(String arn, String text) {
        texts.put(arn, text);
    }

    synchronized void delete(String arn) {
        texts.remove(arn);
    }

    synchronized void setAway(boolean gone) {
        away = gone;
    }

    synchronized int requests() {
        return requests;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode input = JSON.readTree(exchange.getRequestBody());
            synchronized (this) {
                requests++;
                answer(exchange, input.path("SecretId").asText());
            }
        }
    }

    private void answer(HttpExchange exchange, String arn) throws IOException {
        String text = texts.get(arn);
        if (away) {
            error(exchange, 500, "InternalServiceError", "An error occurred on the server side.");
        } else if (!"secretsmanager.GetSecretValue"
                .equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))) {
            error(exchange, 400, "UnknownOperationException", "");
        } else if (!signed(exchange, arn)) {
            error(exchange, 400, "AccessDeniedException", "The caller is not authorized to perform GetSecretValue");
        } else if (text == null) {
            error(exchange, 400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        } else {
            ObjectNode answer = JSON.createObjectNode()
                    .put("ARN", arn)
                    .put("Name", arn.substring(arn.lastIndexOf(':') + 1))
                    .put("VersionId", UUID.randomUUID().toString())
                    .put(text.startsWith("binary") ? "SecretBinary" : "SecretString", text)
                    .put("CreatedDate", 1.523477145713E9);
            answer.putArray("VersionStages").add("AWSCURRENT");
            send(exchange, 200, answer);
        }
    }

    private static boolean signed(HttpExchange exchange, String arn) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null
                && Pattern.matches(
                        "AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY + "/\\d{8}/" + arn.split(":")[3]
                                + "/secretsmanager/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}",
                        given);
    }

    private static void error(HttpExchange exchange, int status, String type, String message) throws IOException {
        send(exchange, status, JSON.createObjectNode().put("__type", type).put("Message", message));
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
