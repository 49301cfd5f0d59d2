package io.hydrant.test.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.test.http.EndpointAnswer.Ending;
import io.hydrant.test.process.SelfSigned;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The double sees what is wrong with a request, and can answer in every bad way. */
class FakeHttpEndpointTest {
    private static final String PASSWORD = "of-a-test";
    private static final String ID = UUID.randomUUID().toString();
    private static final String BODY =
            "{\"requestId\":\"%s\",\"timestamp\":%d,\"records\":[{\"data\":\"YQ==\"},{\"data\":\"\"}]}"
                    .formatted(ID, System.currentTimeMillis());
    private static final ExpectedRequests EXPECTED =
            new ExpectedRequests("/in?x=1", ExpectedRequests.arn("s"), "key", false, Map.of("a", "1", "b", "ü"));

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private FakeHttpEndpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        endpoint = FakeHttpEndpoint.start(EXPECTED);
    }

    @AfterEach
    void stop() throws Exception {
        endpoint.close();
    }

    @Test
    void aRequestToTheLetterIsTaken() throws Exception {
        assertThat(send(request(endpoint.url()).POST(text(BODY))).body())
                .matches("\\{\"requestId\":\"" + ID + "\",\"timestamp\":\\d{13}}");
        assertThat(endpoint.faults()).isEmpty();
        assertThat(endpoint.delivered()).containsExactly("a", "");
        assertThat(endpoint.connections()).isOne();
    }

    @Test
    void aCompressedRequestIsTaken() throws Exception {
        ExpectedRequests gzip =
                new ExpectedRequests("/", EXPECTED.sourceArn(), "key", true, EXPECTED.commonAttributes());
        try (FakeHttpEndpoint compressed = FakeHttpEndpoint.start(gzip)) {
            var unused = send(request(compressed.url())
                    .header("Content-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(gzip(BODY))));
            assertThat(compressed.faults()).isEmpty();
            assertThat(compressed.delivered()).containsExactly("a", "");

            unused = send(request(compressed.url()).POST(text(BODY)));
            assertThat(compressed.faults()).singleElement().asString().contains("Content-Encoding is null");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                X-Amz-Firehose-Protocol-Version  | 2.0              | Protocol-Version is 2.0
                X-Amz-Firehose-Request-Id        | 1                | is no GUID
                X-Amz-Firehose-Source-Arn        | arn:aws:x        | Source-Arn is arn:aws:x
                X-Amz-Firehose-Access-Key        | other            | Access-Key is other
                X-Amz-Firehose-Common-Attributes | {"a":"1"}        | Common-Attributes is {"a":"1"}
                X-Amz-Firehose-Common-Attributes | a=1              | is no JSON
                Content-Type                     | application/json; charset=utf-8 | Content-Type is
                Content-Encoding                 | gzip             | Content-Encoding is gzip
                User-Agent                       | Java             | User-Agent is Java
                Accept                           | application/json | none of Firehose's
                """)
    void aWrongHeaderIsAFault(String header, String value, String fault) throws Exception {
        assertThat(send(request(endpoint.url()).setHeader(header, value).POST(text(BODY)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(endpoint.faults()).singleElement().asString().contains(fault);
        assertThat(endpoint.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                "timestamp":1            | "timestamp":1.0e1        | timestamp is no whole number
                "timestamp":1            | "timestamp":             | ms ago
                "timestamp"              | "time"                   | body has a member time
                "requestId":"            | "requestId":"0           | requestId is 0
                "records":[              | "records":[],"more":[    | body has a member more
                "records":[              | "records":[],"records":[ | Duplicate
                {"data":""}              | {"data":1}               | data is no string
                {"data":""}              | {}                       | a record lacks [data]
                {"data":""}              | {"data":"","id":1}       | a record has a member id
                YQ==                     | YQ                       | data is not padded
                YQ==                     | Y_==                     | data is no base64
                ]}                       | ]}x                      | body:
                """)
    void aWrongBodyIsAFault(String part, String other, String fault) throws Exception {
        send(request(endpoint.url()).POST(text(BODY.replace(part, other))));
        assertThat(endpoint.faults()).singleElement().asString().contains(fault);
    }

    @Test
    void methodAndTargetAndLengthAreChecked() throws Exception {
        send(request(endpoint.url()).PUT(text(BODY)));
        send(request(endpoint.url().replace("x=1", "x=2")).POST(text(BODY)));
        send(request(endpoint.url()).POST(HttpRequest.BodyPublishers.fromPublisher(text(BODY))));
        assertThat(endpoint.faults()).hasSize(3);
        assertThat(endpoint.faults().get(0)).contains("method is PUT");
        assertThat(endpoint.faults().get(1)).contains("target is /in?x=2");
        assertThat(endpoint.faults().get(2)).contains("transfer-encoding is none of Firehose's");
    }

    @Test
    void anIdComesAgainWithTheSameBodyOnly() throws Exception {
        send(request(endpoint.url()).POST(text(BODY)));
        send(request(endpoint.url()).POST(text(BODY)));
        assertThat(endpoint.faults()).isEmpty();
        send(request(endpoint.url()).POST(text(BODY.replace("YQ==", "YQo="))));
        assertThat(endpoint.faults()).singleElement().asString().contains("came again with another body");
    }

    @Test
    void tooManyRecordsAreAFault() throws Exception {
        String many = "[" + "{\"data\":\"\"},".repeat(10_000) + "{\"data\":\"\"}]";
        send(request(endpoint.url()).POST(text(BODY.replaceFirst("\\[.*]", many))));
        assertThat(endpoint.faults()).containsExactly("there are 10001 records");
    }

    @Test
    void answersFollowTheScript() throws Exception {
        endpoint.answerNext(
                EndpointAnswer.failure(503, "busy"),
                EndpointAnswer.ok().with("Content-Type", ""),
                EndpointAnswer.ok().ending(Ending.CHUNKED),
                EndpointAnswer.ok().padded(2_000_000),
                EndpointAnswer.ok().empty());
        HttpResponse<String> busy = send(request(endpoint.url()).POST(text(BODY)));
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.body()).endsWith("\"errorMessage\":\"busy\"}");
        assertThat(send(request(endpoint.url()).POST(text(BODY))).headers().firstValue("Content-Type"))
                .isEmpty();
        assertThat(send(request(endpoint.url()).POST(text(BODY))).headers().firstValue("Content-Length"))
                .isEmpty();
        assertThat(send(request(endpoint.url()).POST(text(BODY))).body()).hasSize(2_000_000);
        assertThat(send(request(endpoint.url()).POST(text(BODY))).body()).isEmpty();
        assertThat(send(request(endpoint.url()).POST(text(BODY))).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"CUT_SHORT,EOF reached while reading", "RESET,Connection reset"})
    void connectionsBreak(Ending ending, String message) {
        endpoint.answerNext(EndpointAnswer.ok().ending(ending));
        assertThatThrownBy(() -> send(request(endpoint.url()).POST(text(BODY))))
                .isInstanceOf(IOException.class)
                .rootCause()
                .hasMessage(message);
        assertThat(endpoint.accepted()).isEmpty();
    }

    @Test
    void anAnswerMayNeverCome() {
        endpoint.answerNext(EndpointAnswer.ok().ending(Ending.NEVER));
        assertThatThrownBy(() -> send(
                        request(endpoint.url()).timeout(Duration.ofMillis(200)).POST(text(BODY))))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void tlsMayWantACertificate(@TempDir Path folder) throws Exception {
        SelfSigned known = SelfSigned.make(folder.resolve("known.p12"), PASSWORD);
        try (FakeHttpEndpoint tls = FakeHttpEndpoint.startTls(EXPECTED, known, true)) {
            HttpRequest.Builder post = request(tls.url()).POST(text(BODY));
            assertThatThrownBy(() -> send(post)).isInstanceOf(SSLHandshakeException.class);
            HttpClient certified =
                    HttpClient.newBuilder().sslContext(known.context()).build();
            assertThat(certified
                            .send(post.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .setHeader("X-Amz-Firehose-Protocol-Version", "1.0")
                .setHeader("X-Amz-Firehose-Request-Id", ID)
                .setHeader("X-Amz-Firehose-Source-Arn", EXPECTED.sourceArn())
                .setHeader("X-Amz-Firehose-Access-Key", "key")
                .setHeader("X-Amz-Firehose-Common-Attributes", "{\"commonAttributes\":{\"b\":\"\\u00fc\",\"a\":\"1\"}}")
                .setHeader("Content-Type", "application/json")
                .setHeader("User-Agent", "Amazon Kinesis Data Firehose Agent/1.0");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.BodyPublisher text(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
