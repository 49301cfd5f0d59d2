package io.hydrant.sinks.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HecAnswerTest {
    @Test
    void readsWhatACollectorSays() {
        assertThat(HecAnswer.of(response(200, "{\"text\":\"Success\",\"code\":0,\"ackId\":17}")))
                .isEqualTo(new HecAnswer(200, 0, "Success", 17));
        assertThat(HecAnswer.of(response(400, "{\"text\":\"No data\",\"code\":5,\"invalid-event-number\":0}")))
                .isEqualTo(new HecAnswer(400, 5, "No data", HecAnswer.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html></html>",
                "[]",
                "7",
                "{\"code\":",
                "{\"code\":\"x\",\"ackId\":\"x\"}",
                "{\"ackId\":-2}"
            })
    void takesWhatProxiesSayForNoCollectors(String body) {
        assertThat(HecAnswer.of(response(200, body))).isEqualTo(new HecAnswer(200, HecAnswer.NONE, "", HecAnswer.NONE));
        assertThat(HecAnswer.indexed(response(200, body))).isEmpty();
    }

    @Test
    void cutsTextsThatAreLong() {
        assertThat(HecAnswer.of(response(500, "{\"text\":\"" + "x".repeat(1000) + "\"}"))
                        .text())
                .hasSize(200);
    }

    @Test
    void readsTheIdsOfWhatIsIndexed() {
        String acks = "{\"acks\":{\"1\":true,\"2\":false,\"3\":\"true\",\"4\":true,\"-5\":true,\"x\":true}}";
        assertThat(HecAnswer.indexed(response(200, acks))).containsExactlyInAnyOrder(1L, 4L);
        assertThat(HecAnswer.indexed(response(503, acks))).isEmpty();
    }

    private static HttpResponse<byte[]> response(int status, String body) {
        return new Response(status, body.getBytes(UTF_8));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Response(int statusCode, byte[] body) implements HttpResponse<byte[]> {
        @Override
        public HttpRequest request() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<HttpResponse<byte[]>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return URI.create("http://unused");
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
