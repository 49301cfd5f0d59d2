package io.hydrant.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.GatewayConfig;
import io.hydrant.gateway.TestBroker;
import io.hydrant.gateway.TestGateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are broken, absurd or too many: each gets an answer of AWS's form, soon. */
@Timeout(60)
class BoundsTest {
    private static final int MAX_CONCURRENT = 4;

    @TempDir
    static Path folder;

    private static TestBroker broker;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker(folder);
        gateway = newGateway().withStream("s");
    }

    private static TestGateway newGateway() throws Exception {
        GatewayConfig config = new GatewayConfig("127.0.0.1", 0, null, null, null, MAX_CONCURRENT);
        return new TestGateway(config, TestGateway.log(broker, Duration.ofSeconds(10)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        broker.close();
    }

    static Stream<Arguments> malformedBodies() {
        String name = "\"DeliveryStreamName\":\"s\"";
        return Stream.of(
                Arguments.of("PutRecord", "not json", "SerializationException"),
                Arguments.of("PutRecord", "{", "SerializationException"),
                Arguments.of("PutRecord", "[]", "SerializationException"),
                Arguments.of("PutRecord", "\"text\"", "SerializationException"),
                Arguments.of("PutRecord", "{} {}", "SerializationException"),
                Arguments.of("PutRecord", "{" + name + ",\"Record\":{\"Data\":\"YQ==\"}", "SerializationException"),
                Arguments.of("PutRecord", "{" + name + ",\"Record\":{\"Data\":\"!!!\"}}", "SerializationException"),
                Arguments.of("PutRecord", "{" + name + ",\"Record\":{\"Data\":\"Y\"}}", "SerializationException"),
                Arguments.of(
                        "PutRecord", "{" + name + ",\"Record\":{\"Data\":\"YQ==YQ==\"}}", "SerializationException"),
                Arguments.of("PutRecord", "{" + name + ",\"Record\":{\"Data\":\"\u20ac\"}}", "SerializationException"),
                Arguments.of("PutRecord", "{" + name + ",\"Record\":{\"Data\":7}}", "SerializationException"),
                Arguments.of("PutRecord", "{" + name + ",\"Record\":[]}", "SerializationException"),
                Arguments.of(
                        "PutRecord",
                        "{" + name + ",\"Record\":{\"Data\":\"\",\"Data\":\"\"}}",
                        "SerializationException"),
                Arguments.of(
                        "PutRecord",
                        "{\"DeliveryStreamName\":{},\"Record\":{\"Data\":\"\"}}",
                        "SerializationException"),
                Arguments.of("PutRecord", "[".repeat(1_000_000), "SerializationException"),
                Arguments.of("PutRecord", "{\"a\":".repeat(100_000), "SerializationException"),
                Arguments.of("PutRecord", "{\"" + "a".repeat(100_000) + "\":1}", "SerializationException"),
                Arguments.of("PutRecord", "{\"a\":" + "1".repeat(100_000) + "}", "SerializationException"),
                Arguments.of("PutRecord", "", "ValidationException"),
                Arguments.of("PutRecord", "{}", "ValidationException"),
                Arguments.of("PutRecord", "{" + name + "}", "ValidationException"),
                Arguments.of("PutRecord", "{" + name + ",\"Record\":null}", "ValidationException"),
                Arguments.of("PutRecord", "{" + name + ",\"Record\":{}}", "ValidationException"),
                Arguments.of("PutRecord", "{" + name + ",\"Record\":{\"Data\":null}}", "ValidationException"),
                Arguments.of(
                        "PutRecord",
                        "{\"DeliveryStreamName\":\"a b\",\"Record\":{\"Data\":\"\"}}",
                        "ValidationException"),
                Arguments.of(
                        "PutRecord", "{\"DeliveryStreamName\":\"\",\"Record\":{\"Data\":\"\"}}", "ValidationException"),
                Arguments.of("PutRecordBatch", "{" + name + ",\"Records\":{}}", "SerializationException"),
                Arguments.of("PutRecordBatch", "{" + name + ",\"Records\":[null]}", "SerializationException"),
                Arguments.of("PutRecordBatch", "{" + name + ",\"Records\":[[", "SerializationException"),
                Arguments.of(
                        "PutRecordBatch", "{" + name + ",\"Records\":[],\"Records\":[]}", "SerializationException"),
                Arguments.of(
                        "PutRecordBatch", "{" + name + ",\"Records\":[{\"Data\":\"a\"}]}", "SerializationException"),
                Arguments.of("PutRecordBatch", "{" + name + ",\"Records\":[{}]}", "ValidationException"),
                Arguments.of(
                        "PutRecordBatch",
                        "{" + name + ",\"Records\":[" + "{},".repeat(600_000) + "{}]}",
                        "ValidationException"),
                Arguments.of("Nothing", "{}", "UnknownOperationException"));
    }

    @ParameterizedTest(name = "{index} {0} {2}")
    @MethodSource("malformedBodies")
    void aMalformedRequestIsTheCallersFault(String operation, String body, String type) throws Exception {
        HttpResponse<String> response = gateway.call(operation, body.getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .startsWith("{\"__type\":\"" + type + "\",\"message\":\"")
                .hasSizeLessThan(4_000);
        assertThat(response.headers().firstValue("x-amzn-errortype")).contains(type);
        assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
    }

    @Test
    void allViolationsAreToldInOneAnswer() throws Exception {
        HttpResponse<String> response =
                gateway.call("PutRecordBatch", "{\"DeliveryStreamName\":\"\\\"\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(response.body())
                .contains(
                        "2 validation errors detected: Value null at 'records' failed to satisfy constraint: Member must"
                                + " not be null; Value '\\\"' at 'deliveryStreamName' failed to satisfy constraint: Member must"
                                + " satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    }

    @Test
    void aBodyThatIsTooLongIsRefusedHoweverItComes() throws Exception {
        byte[] tooLong = new byte[(8 << 20) + 1];

        assertThat(gateway.call("PutRecord", tooLong).statusCode()).isEqualTo(413);
        try (Socket socket = open("Transfer-Encoding: chunked\r\n")) {
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i <= 8; i++) {
                out.write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[1 << 20]);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("RequestEntityTooLargeException");
        }
    }

    @Test
    void aChunkedBodyIsReadWhole() throws Exception {
        String json = "{\"DeliveryStreamName\":\"s\",\"Record\":{\"Data\":\"" + "YWFh".repeat(20_000) + "\"}}";
        try (Socket socket = open("Transfer-Encoding: chunked\r\n")) {
            OutputStream out = socket.getOutputStream();
            out.write((Integer.toHexString(json.length()) + "\r\n" + json + "\r\n0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));

            assertThat(answer(socket)).startsWith("HTTP/1.1 200").contains("RecordId");
        }
    }

    @Test
    void headersAreBounded() throws Exception {
        try (Socket socket = open("x-a: b\r\n".repeat(200) + "Content-Length: 0\r\n")) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 431").contains("\"__type\":\"");
        }
        try (Socket socket = open("x-a: " + "b".repeat(40_000) + "\r\nContent-Length: 0\r\n")) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 431").contains("\"__type\":\"");
        }
    }

    @Test
    void whatIsNoHttpIsAnsweredAndTheGatewayLives() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.getOutputStream().write("\u0016\u0003\u0001 hello\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answer(socket)).startsWith("HTTP/1.1 400").contains("\"__type\":\"");
        }
        assertThat(gateway.get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void pagesOfOtherSitesAreKeptOut() throws Exception {
        HttpResponse<String> response =
                gateway.post("/v1/streams/s/records", new byte[1], "Origin", "https://evil.example");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("AccessDeniedException");
        assertThat(gateway.post("/v1/streams/s/records", new byte[1], "Origin", "http://127.0.0.1:" + gateway.port())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void requestsBeyondTheBoundAreToldToSlowDown() throws Exception {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < MAX_CONCURRENT; i++) {
            slow.add(open("Content-Length: 100\r\n"));
        }
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> gateway.get("/metrics").body().contains("hydrant_requests_running 4.0"));

        HttpResponse<String> refused = gateway.call("PutRecord", new byte[100_000]);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("ServiceUnavailableException", "Slow down.");
        assertThat(gateway.get("/healthz").statusCode()).isEqualTo(200);
        for (Socket socket : slow) {
            socket.close();
        }
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> gateway.post("/v1/streams/s/records", new byte[1]).statusCode() == 200);
    }

    @Test
    void aRunningRequestFinishesWhenTheGatewayStops() throws Exception {
        TestGateway stopping = newGateway();
        stopping.withStream("t");
        int port = stopping.port();
        String json = "{\"DeliveryStreamName\":\"t\",\"Record\":{\"Data\":\"YQ==\"}}";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: Firehose_20150804.PutRecord\r\nContent-Length: "
                            + json.length() + "\r\n\r\n{")
                    .getBytes(StandardCharsets.US_ASCII));
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> stopping.get("/metrics").body().contains("hydrant_requests_running 1.0"));

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);
            await().atMost(20, TimeUnit.SECONDS).until(() -> refusesConnections(port));
            assertThat(stopped).isNotDone();
            out.write(json.substring(1).getBytes(StandardCharsets.US_ASCII));

            assertThat(answer(socket)).startsWith("HTTP/1.1 200").contains("RecordId");
            stopped.get(20, TimeUnit.SECONDS);
        }
    }

    private static boolean refusesConnections(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }

    /** A PutRecord whose head is sent and whose body is not. */
    private static Socket open(String headers) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.port());
        socket.getOutputStream()
                .write(
                        ("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Amz-Target: Firehose_20150804.PutRecord\r\n"
                                        + headers + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** What comes back until the server closes the connection or is silent for a second after it has answered. */
    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[8 << 10];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                socket.setSoTimeout(1_000);
            }
        } catch (java.net.SocketTimeoutException e) {
            assertThat(text).as("an answer within 20 s").isNotEmpty();
        }
        return text.toString();
    }
}
