package io.hydrant.operators.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A Lambda API whose only function is what a test says. */
final class FunctionServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the API answers. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        static Answer of(JsonNode response) {
            return new Answer(200, Map.of(), response.toString().getBytes(UTF_8));
        }

        static Answer of(String response) {
            return new Answer(200, Map.of(), response.getBytes(UTF_8));
        }

        /** The function threw. */
        static Answer error() {
            return new Answer(
                    200, Map.of("X-Amz-Function-Error", "Unhandled"), "{\"errorMessage\":\"x\"}".getBytes(UTF_8));
        }

        /** 64 MiB. */
        static Answer endless() {
            return new Answer(200, Map.of(), new byte[0]);
        }

        /** Lambda itself refuses. */
        static Answer refusal(int status, String type) {
            return new Answer(status, Map.of("X-Amzn-ErrorType", type), "{}".getBytes(UTF_8));
        }
    }

    /** Paths and bodies of all calls. */
    final List<String> paths = new CopyOnWriteArrayList<>();

    final List<JsonNode> events = new CopyOnWriteArrayList<>();

    /** Opens when a caller does not read a long answer to its end. */
    final CountDownLatch cutOff = new CountDownLatch(1);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Function<JsonNode, Answer> function;

    FunctionServer(Function<JsonNode, Answer> function) throws IOException {
        this.function = function;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    void become(Function<JsonNode, Answer> other) {
        function = other;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange call) throws IOException {
        try (call) {
            paths.add(URI.create(call.getRequestURI().toString()).getPath());
            JsonNode event = JSON.readTree(call.getRequestBody());
            events.add(event);
            Answer answer = function.apply(event);
            answer.headers().forEach(call.getResponseHeaders()::set);
            if (answer.body().length == 0) {
                call.sendResponseHeaders(answer.status(), 0);
                writeLong(call.getResponseBody());
            } else {
                call.sendResponseHeaders(answer.status(), answer.body().length);
                call.getResponseBody().write(answer.body());
            }
        }
    }

    /** Far more than sockets hold, so that it is noticed when nobody reads on. */
    private void writeLong(OutputStream response) {
        byte[] block = new byte[1 << 16];
        try {
            for (int i = 0; i < 1024; i++) {
                response.write(block);
            }
        } catch (IOException e) {
            cutOff.countDown();
        }
    }

    /** A response in which every record is what the change makes of its data; null: Dropped. */
    static Answer each(JsonNode event, Function<String, @Nullable String> change) {
        ObjectNode response = JSON.createObjectNode();
        ArrayNode records = response.putArray("records");
        for (JsonNode record : event.get("records")) {
            String changed = change.apply(text(record));
            ObjectNode its = records.addObject();
            its.put("recordId", record.get("recordId").asText());
            its.put("result", changed == null ? "Dropped" : "Ok");
            if (changed != null) {
                its.put("data", Base64.getEncoder().encodeToString(changed.getBytes(UTF_8)));
            }
        }
        return Answer.of(response);
    }

    static String text(JsonNode record) {
        JsonNode data = record.has("data") ? record.get("data") : record.get("kafkaRecordValue");
        return new String(Base64.getDecoder().decode(data.asText()), UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
