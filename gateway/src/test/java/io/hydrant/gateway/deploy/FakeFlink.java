package io.hydrant.gateway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of Flink's REST API as a deployer sees, with answers copied from a real 1.20 session cluster's forms. */
final class FakeFlink implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<JsonNode> runs = new CopyOnWriteArrayList<>();
    final List<JsonNode> stops = new CopyOnWriteArrayList<>();
    final List<String> disposals = new CopyOnWriteArrayList<>();
    final Map<String, String> jobs = new ConcurrentHashMap<>();
    final Map<String, String> jars = new LinkedHashMap<>();
    volatile String configuration = "[]";
    volatile int uploadedBytes;
    volatile String failRunWith = "";
    volatile String drainFailure = "";
    final AtomicInteger drainPolls = new AtomicInteger();
    private final HttpServer server;

    FakeFlink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(exchange.getRequestMethod() + " " + path);
        try {
            reply(exchange, 200, route(exchange.getRequestMethod(), path, body));
        } catch (IllegalStateException e) {
            reply(exchange, 500, "{\"errors\": [\"Internal server error.\", \"" + e.getMessage() + "\"]}");
        }
    }

    private String route(String method, String path, byte[] body) throws IOException {
        if (path.equals("/jobs/overview")) {
            return "{\"jobs\": ["
                    + String.join(
                            ",",
                            jobs.entrySet().stream()
                                    .map(job -> "{\"jid\": \"" + job.getKey() + "\", \"name\": \"hydrant-clicks\","
                                            + " \"state\": \"" + job.getValue() + "\"}")
                                    .toList())
                    + "]}";
        }
        if (path.equals("/jobmanager/config")) {
            return configuration;
        }
        if (path.equals("/jars")) {
            return "{\"files\": ["
                    + String.join(
                            ",",
                            jars.entrySet().stream()
                                    .map(jar ->
                                            "{\"id\": \"" + jar.getKey() + "\", \"name\": \"" + jar.getValue() + "\"}")
                                    .toList())
                    + "]}";
        }
        if (path.equals("/jars/upload")) {
            return upload(new String(body, StandardCharsets.ISO_8859_1));
        }
        if (method.equals("PATCH")) {
            jobs.put(path.substring("/jobs/".length()), "CANCELED");
            return "{}";
        }
        if (path.endsWith("/run")) {
            return run(new ObjectMapper().readTree(body));
        }
        if (path.endsWith("/stop")) {
            stops.add(new ObjectMapper().readTree(body));
            return "{\"request-id\": \"t1\"}";
        }
        if (path.endsWith("/savepoints/t1")) {
            return drain(path.substring("/jobs/".length(), path.indexOf("/savepoints")));
        }
        if (path.endsWith("/checkpoints")) {
            return "{\"latest\": {\"savepoint\": {\"id\": 7, \"external_path\": \"file:/tmp/savepoint-1\"}}}";
        }
        if (path.equals("/savepoint-disposal")) {
            disposals.add(
                    new ObjectMapper().readTree(body).path("savepoint-path").asText());
            return "{\"request-id\": \"t2\"}";
        }
        return "{}";
    }

    private String upload(String form) {
        String name = form.replaceAll("(?s).*filename=\"([^\"]*)\".*", "$1");
        uploadedBytes = form.length();
        jars.put("1234_" + name, name);
        return "{\"filename\": \"/tmp/flink-web-upload/1234_" + name + "\", \"status\": \"success\"}";
    }

    private String run(JsonNode body) {
        runs.add(body);
        if (!failRunWith.isEmpty()) {
            throw new IllegalStateException(failRunWith);
        }
        String id = body.path("jobId").asText();
        jobs.put(id, "RUNNING");
        return "{\"jobid\": \"" + id + "\"}";
    }

    private String drain(String jobId) {
        if (drainPolls.getAndIncrement() < 2) {
            return "{\"status\": {\"id\": \"IN_PROGRESS\"}, \"operation\": null}";
        }
        if (!drainFailure.isEmpty()) {
            return "{\"status\": {\"id\": \"COMPLETED\"}, \"operation\": {\"failure-cause\": {\"class\": \""
                    + drainFailure + "\", \"stack-trace\": \"at ...\"}}}";
        }
        jobs.put(jobId, "FINISHED");
        return "{\"status\": {\"id\": \"COMPLETED\"}, \"operation\": {\"location\": \"file:/tmp/savepoint-1\"}}";
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
