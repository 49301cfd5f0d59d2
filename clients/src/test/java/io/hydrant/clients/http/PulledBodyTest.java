package io.hydrant.clients.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PulledBodyTest {
    private final List<String> lengths = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                lengths.add(exchange.getRequestHeaders().getFirst("Content-Length"));
                byte[] body = exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String echo(PulledBody... bodies) throws IOException, InterruptedException {
        HttpClient client = HttpClients.create(Duration.ofSeconds(10));
        StringBuilder answers = new StringBuilder();
        for (PulledBody body : bodies) {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            HttpRequest post = HttpRequest.newBuilder(uri).POST(body).build();
            answers.append(
                    client.send(post, HttpResponse.BodyHandlers.ofString()).body());
        }
        return answers.toString();
    }

    private static ByteBuffer piece(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Test
    void isSentPieceByPieceWithItsLengthAsOftenAsItIsAskedFor() throws Exception {
        List<String> pieces =
                IntStream.range(0, 50).mapToObj(i -> (i + ",").repeat(10_000)).toList();
        String whole = String.join("", pieces);
        PulledBody body = new PulledBody(
                whole.length(), () -> pieces.stream().map(PulledBodyTest::piece).iterator());

        assertThat(echo(body, body)).isEqualTo(whole + whole);
        assertThat(lengths).containsOnly(Integer.toString(whole.length()));
    }

    @Test
    void mayBeEmpty() throws Exception {
        assertThat(echo(new PulledBody(0, () -> Stream.<ByteBuffer>empty().iterator())))
                .isEmpty();
        assertThat(lengths).containsExactly("0");
    }

    @Test
    void failsTheCallIfItCannotBeMade() {
        PulledBody body = new PulledBody(
                10,
                () -> Stream.of("a", "b")
                        .map(text -> text.equals("a") ? piece(text) : fail())
                        .iterator());

        assertThatThrownBy(() -> echo(body)).hasStackTraceContaining("no second piece");
    }

    private static ByteBuffer fail() {
        throw new IllegalStateException("no second piece");
    }
}
