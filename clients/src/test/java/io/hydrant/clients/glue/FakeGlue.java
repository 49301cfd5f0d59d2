package io.hydrant.clients.glue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** An HTTP server that gives the answers it was told to, the last one again and again, and remembers what it was asked. */
final class FakeGlue implements AutoCloseable {
    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Question> questions = new ArrayList<>();

    private record Answer(int status, String body) {}

    /** A request, with some of its headers; those that were not there are empty. */
    record Question(String target, String contentType, String authorization, String token, String body) {}

    FakeGlue() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    FakeGlue answering(int status, String body) {
        synchronized (this) {
            answers.add(new Answer(status, body));
        }
        return this;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized List<Question> questions() {
        return List.copyOf(questions);
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            Answer answer;
            synchronized (this) {
                questions.add(new Question(
                        header(exchange, "X-Amz-Target"),
                        header(exchange, "Content-Type"),
                        header(exchange, "Authorization"),
                        header(exchange, "X-Amz-Security-Token"),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                answer = answers.size() > 1 ? answers.remove() : answers.element();
            }
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("x-amzn-RequestId", "r-1");
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
