package io.hydrant.bench.processing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Lambda function behind a URL, on loopback, that gives each record back as it came. It runs beside what is measured, whose
 * CPU time does not hold its own.
 */
final class EchoFunction implements AutoCloseable {
    private final JsonFactory json = new JsonFactory();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    EchoFunction() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on loopback", e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] request = exchange.getRequestBody().readAllBytes();
        ByteArrayOutputStream response = new ByteArrayOutputStream(request.length);
        try (JsonParser in = json.createParser(request);
                JsonGenerator out = json.createGenerator(response)) {
            out.writeStartObject();
            out.writeArrayFieldStart("records");
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.FIELD_NAME) {
                    echo(in, out);
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        exchange.sendResponseHeaders(200, response.size());
        response.writeTo(exchange.getResponseBody());
        exchange.close();
    }

    /** A recordId begins a result, which the data ends: they come in this order. */
    private static void echo(JsonParser in, JsonGenerator out) throws IOException {
        switch (in.currentName()) {
            case "recordId" -> {
                out.writeStartObject();
                out.writeStringField("recordId", in.nextTextValue());
                out.writeStringField("result", "Ok");
            }
            case "data" -> {
                out.writeStringField("data", in.nextTextValue());
                out.writeEndObject();
            }
            default -> {}
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
