package io.hydrant.clients.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hydrant.core.config.RedshiftApiConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The APIs of Redshift (Query) and Redshift Serverless (JSON 1.1) as their references have them: GetClusterCredentials of the
 * cluster {@code warehouse} and GetCredentials of the workgroup {@code loads}, both in eu-west-1, and the errors that callers
 * meet. Each answer has a password of its own. Who does not sign for the service and the region is refused.
 */
final class FakeRedshiftApi implements AutoCloseable {
    static final String ACCESS_KEY = "AKIAREDSHIFT";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private Map<String, String> input = Map.of();
    private Duration lifetime = Duration.ofSeconds(900);
    private @Nullable String answer;
    private int status = 200;
    private int requests;

    FakeRedshiftApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    RedshiftApiConfig configuration(String accessKey) {
        return new RedshiftApiConfig(
                "http://127.0.0.1:" + server.getAddress().getPort(), null, accessKey, "hush", null);
    }

    /** What the next credentials last. */
    synchronized void setLifetime(Duration now) {
        lifetime = now;
    }

    /** All further answers. */
    synchronized void answer(int code, String body) {
        status = code;
        answer = body;
    }

    synchronized int requests() {
        return requests;
    }

    /** Of the last request: parameters of its form, or members of its object. */
    synchronized Map<String, String> input() {
        return input;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            synchronized (this) {
                requests++;
                String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
                if (answer != null) {
                    send(exchange, status, answer);
                } else if (target == null) {
                    query(exchange, body);
                } else {
                    json(exchange, target, body);
                }
            }
        }
    }

    private void query(HttpExchange exchange, String body) throws IOException {
        input = new TreeMap<>();
        for (String parameter : body.split("&")) {
            String[] parts = parameter.split("=", 2);
            input.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (!type.startsWith("application/x-www-form-urlencoded")
                || !"2012-12-01".equals(input.get("Version"))
                || !"GetClusterCredentials".equals(input.get("Action"))) {
            error(exchange, 400, "InvalidAction", "Could not find operation");
        } else if (!signed(exchange, "redshift")) {
            error(
                    exchange,
                    403,
                    "AccessDenied",
                    "User: x is not authorized to perform: redshift:GetClusterCredentials");
        } else if (!"warehouse".equals(input.get("ClusterIdentifier"))) {
            error(exchange, 404, "ClusterNotFound", "Cluster not found.");
        } else {
            send(
                    exchange,
                    200,
                    "<GetClusterCredentialsResponse xmlns=\"http://redshift.amazonaws.com/doc/2012-12-01/\">\n"
                            + "  <GetClusterCredentialsResult>\n    <DbUser>IAM:" + input.get("DbUser")
                            + "</DbUser>\n    <Expiration>" + Instant.now().plus(lifetime)
                            + "</Expiration>\n    <DbPassword>hush&amp;/" + requests
                            + "==</DbPassword>\n  </GetClusterCredentialsResult>\n  <ResponseMetadata><RequestId>1</RequestId>"
                            + "</ResponseMetadata>\n</GetClusterCredentialsResponse>");
        }
    }

    private static void error(HttpExchange exchange, int code, String type, String message) throws IOException {
        send(
                exchange,
                code,
                "<ErrorResponse xmlns=\"http://redshift.amazonaws.com/doc/2012-12-01/\"><Error><Type>Sender</Type><Code>"
                        + type + "</Code><Message>" + message
                        + "</Message></Error><RequestId>1</RequestId></ErrorResponse>");
    }

    private void json(HttpExchange exchange, String target, String body) throws IOException {
        input = new TreeMap<>();
        JSON.readTree(body)
                .properties()
                .forEach(member -> input.put(member.getKey(), member.getValue().asText()));
        if (!"RedshiftServerless.GetCredentials".equals(target)) {
            send(exchange, 400, "{\"__type\":\"UnknownOperationException\"}");
        } else if (!signed(exchange, "redshift-serverless")) {
            send(exchange, 400, "{\"__type\":\"AccessDeniedException\",\"Message\":\"User: x is not authorized\"}");
        } else if (!"loads".equals(input.get("workgroupName"))) {
            send(exchange, 400, "{\"__type\":\"ResourceNotFoundException\",\"message\":\"Workgroup not found.\"}");
        } else {
            double expiration = Instant.now().plus(lifetime).toEpochMilli() / 1000.0;
            send(
                    exchange,
                    200,
                    "{\"dbPassword\":\"hush&/" + requests + "==\",\"dbUser\":\"IAM:me\",\"expiration\":" + expiration
                            + ",\"nextRefreshTime\":" + expiration + "}");
        }
    }

    private static boolean signed(HttpExchange exchange, String service) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null
                && Pattern.matches(
                        "AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY + "/\\d{8}/eu-west-1/" + service
                                + "/aws4_request, SignedHeaders=content-type;host[a-z0-9;-]*, Signature=[0-9a-f]{64}",
                        given);
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
