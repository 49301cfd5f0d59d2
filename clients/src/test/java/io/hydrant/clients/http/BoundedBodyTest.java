package io.hydrant.clients.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
    private static final int LIMIT = 100_000;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            int length = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            try (exchange) {
                // Chunked, so that the length is not known before.
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("x".repeat(length).getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HttpResponse<byte[]> get(int length) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + length);
        return HttpClients.create(Duration.ofSeconds(10))
                .send(HttpRequest.newBuilder(uri).build(), BoundedBody.upTo(LIMIT));
    }

    @Test
    void readsAnswersUpToTheLimit() throws Exception {
        assertThat(get(0).body()).isEmpty();
        assertThat(get(LIMIT).body()).hasSize(LIMIT).containsOnly('x');
    }

    @Test
    void endsTheCallOfALongerOne() {
        Throwable failure = catchThrowable(() -> get(LIMIT + 1));
        assertThat(BoundedBody.isTooLong(failure)).isTrue();
        assertThat(failure).hasMessageContaining("the answer is longer than 100000 bytes");
        assertThat(BoundedBody.isTooLong(new IOException("reset"))).isFalse();
    }
}
