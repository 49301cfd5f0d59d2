package io.hydrant.test.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hydrant.core.config.GlueConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Tables of a Glue Data Catalog as its API reference has them: GetTable and GetTableVersion, versions that are counted from
 * 0, and the errors that callers meet. Who does not sign for the service glue is refused.
 */
public final class GlueServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCESS_KEY = "AKIAGLUE";
    private static final String SECRET_KEY = "secret";
    private static final Pattern SIGNATURE = Pattern.compile("AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY
            + "/\\d{8}/[a-z0-9-]+/glue/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}");

    private final HttpServer server;
    private final Map<String, List<ObjectNode>> versions = new TreeMap<>();
    private int refusals;
    private boolean away;
    private int requests;

    private GlueServer(HttpServer server) {
        this.server = server;
    }

    /** Starts one without tables. */
    public static GlueServer start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        GlueServer glue = new GlueServer(http);
        http.createContext("/", glue::serve);
        http.start();
        return glue;
    }

    /** How a deployment is told of it. */
    public GlueConfig configuration(Duration refreshInterval) {
        return new GlueConfig(endpoint(), null, ACCESS_KEY, SECRET_KEY, null, refreshInterval);
    }

    /** Its URL. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Gives a table its next version.
     *
     * @param columns name and type of each, by turns
     */
    public synchronized void put(String database, String table, String... columns) {
        List<ObjectNode> all = versions.computeIfAbsent(database + "." + table, absent -> new ArrayList<>());
        ObjectNode version = JSON.createObjectNode()
                .put("Name", table)
                .put("DatabaseName", database)
                .put("CatalogId", "000000000000")
                .put("VersionId", Integer.toString(all.size()));
        ArrayNode list = version.putObject("StorageDescriptor").putArray("Columns");
        for (int i = 0; i < columns.length; i += 2) {
            list.addObject().put("Name", columns[i]).put("Type", columns[i + 1]);
        }
        all.add(version);
    }

    /** Deletes a table with all its versions. */
    public synchronized void delete(String database, String table) {
        versions.remove(database + "." + table);
    }

    /** Tells the next caller to slow down. */
    public synchronized void throttleOnce() {
        refusals++;
    }

    /** Begins, or ends, an outage: every request is answered with 503. */
    public synchronized void setAway(boolean gone) {
        away = gone;
    }

    /** Requests so far, whatever was answered. */
    public synchronized int requests() {
        return requests;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode input = JSON.readTree(exchange.getRequestBody().readAllBytes());
            ObjectNode body = JSON.createObjectNode();
            int status = answer(
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target")),
                    input,
                    body);
            byte[] bytes = JSON.writeValueAsBytes(body);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.getResponseHeaders().add("x-amzn-RequestId", "b1e0c3a2-0000-4000-8000-00000000000" + status % 10);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized int answer(String authorization, String target, JsonNode input, ObjectNode body) {
        requests++;
        if (away) {
            return error(body, 503, "ServiceUnavailableException", "Service Unavailable");
        }
        if (!SIGNATURE.matcher(authorization).matches()) {
            return error(
                    body, 400, "InvalidSignatureException", "Credential should be scoped to correct service: 'glue'.");
        }
        if (refusals > 0) {
            refusals--;
            return error(body, 400, "ThrottlingException", "Rate exceeded");
        }
        String database = input.path("DatabaseName").asText();
        return switch (target) {
            case "AWSGlue.GetTable" -> {
                List<ObjectNode> all =
                        versions.get(database + "." + input.path("Name").asText());
                if (all == null) {
                    yield notFound(body, database, input.path("Name").asText());
                }
                body.set("Table", all.get(all.size() - 1));
                yield 200;
            }
            case "AWSGlue.GetTableVersion" -> {
                List<ObjectNode> all =
                        versions.get(database + "." + input.path("TableName").asText());
                if (all == null) {
                    yield notFound(body, database, input.path("TableName").asText());
                }
                ObjectNode version = version(all, input.path("VersionId").asText());
                if (version == null) {
                    yield error(body, 400, "EntityNotFoundException", "Version not found.");
                }
                body.putObject("TableVersion")
                        .put("VersionId", version.get("VersionId").asText())
                        .set("Table", version);
                yield 200;
            }
            default -> error(body, 400, "UnknownOperationException", "");
        };
    }

    private static ObjectNode version(List<ObjectNode> all, String id) {
        return all.stream()
                .filter(version -> version.get("VersionId").asText().equals(id))
                .findFirst()
                .orElse(null);
    }

    private int notFound(ObjectNode body, String database, String table) {
        boolean known = versions.keySet().stream().anyMatch(name -> name.startsWith(database + "."));
        String what = known ? "Table " + table : "Database " + database;
        return error(body, 400, "EntityNotFoundException", what + " not found.");
    }

    private static int error(ObjectNode body, int status, String type, String message) {
        body.put("__type", type).put("Message", message);
        return status;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
