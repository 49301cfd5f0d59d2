package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A server that answers what a healthy one never does. It gives the answers that it was told to, in their order, and then
 * says that all is well. With a limit, it refuses longer requests as real servers do.
 */
final class FakeSearch implements AutoCloseable {
    private static final String WELL = "{\"errors\":false,\"items\":[]}";

    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Question> questions = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final int maxBytes;

    private record Answer(int status, String body) {}

    /** A request; each header once. */
    record Question(String uri, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    FakeSearch() throws IOException {
        this(Integer.MAX_VALUE);
    }

    FakeSearch(int maxBytes) throws IOException {
        this.maxBytes = maxBytes;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    synchronized FakeSearch answering(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    /** The next request gets no answer. */
    FakeSearch silent() {
        return answering(0, "");
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized List<Question> questions() {
        return List.copyOf(questions);
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            Answer answer = next(exchange, asked);
            if (answer.status == 0) {
                closed.await();
                return;
            }
            byte[] body = answer.body.getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Answer next(HttpExchange exchange, byte[] asked) {
        questions.add(new Question(
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(asked, UTF_8)));
        if (asked.length > maxBytes) {
            return new Answer(413, "");
        }
        return answers.isEmpty() ? new Answer(200, WELL) : answers.remove();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
