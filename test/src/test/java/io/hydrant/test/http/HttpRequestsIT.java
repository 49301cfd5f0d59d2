package io.hydrant.test.http;

import static io.hydrant.test.http.Records.ARRIVAL;
import static io.hydrant.test.http.Records.assertLine;
import static io.hydrant.test.http.Records.buffer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.config.TlsConfig;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.SelfSigned;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to an HTTP endpoint, and whom it is sent to. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class HttpRequestsIT {
    private static final ExpectedRequests EXPECTED = ExpectedRequests.plain("/in?token=x%20y", "s");
    private static final String PASSWORD = "of-a-test";

    private static MiniCluster cluster;

    private FakeHttpEndpoint endpoint;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = EndpointJob.startCluster();
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    @BeforeEach
    void startEndpoint() throws Exception {
        endpoint = FakeHttpEndpoint.start(EXPECTED);
    }

    @AfterEach
    void stopEndpoint() throws Exception {
        endpoint.close();
        assertThat(endpoint.faults()).isEmpty();
    }

    @Test
    void aBufferIsARequest() throws Exception {
        assertThat(EndpointJob.withoutRetries(EXPECTED)
                        .run(cluster, endpoint.url(), buffer("a", "", "ccc"), buffer("dd")))
                .isEmpty();
        assertThat(endpoint.accepted())
                .extracting(FirehoseRequest::texts)
                .containsExactly(List.of("a", "", "ccc"), List.of("dd"));
        assertThat(endpoint.accepted()).extracting(FirehoseRequest::id).doesNotHaveDuplicates();
        assertThat(endpoint.connections()).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requestsAreAsTheDefinitionSays(boolean gzip) throws Exception {
        Map<String, String> attributes = new HashMap<>(Map.of("env", "prod \"1\"", "grüße", "\u007f\t\u4e16"));
        IntStream.range(2, 50).forEach(i -> attributes.put("name-" + i, "x".repeat(1024)));
        ExpectedRequests expected = new ExpectedRequests("/", EXPECTED.sourceArn(), "k~ey:\"'{}", gzip, attributes);
        String data = "{\"page\":\"/\"}".repeat(1000);
        try (FakeHttpEndpoint other = FakeHttpEndpoint.start(expected)) {
            assertThat(EndpointJob.withoutRetries(expected).run(cluster, other.url(), buffer(data, "x")))
                    .isEmpty();
            assertThat(other.faults()).isEmpty();
            assertThat(other.delivered()).containsExactly(data, "x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "ab", "\r\n\0"})
    void aDelimiterIsPartOfTheData(String delimiter) throws Exception {
        List<String> records = List.of("", "a", "ab", "abc", "abcd");
        EndpointJob job = EndpointJob.withoutRetries(EXPECTED).withDelimiter(delimiter);
        assertThat(job.run(cluster, endpoint.url(), buffer(records.toArray(String[]::new))))
                .isEmpty();
        assertThat(endpoint.delivered())
                .isEqualTo(records.stream().map(record -> record + delimiter).toList());
    }

    @Test
    void tooManyRecordsAreSeveralRequests() throws Exception {
        String[] many = IntStream.range(0, 20_001).mapToObj(Integer::toString).toArray(String[]::new);
        assertThat(EndpointJob.withoutRetries(EXPECTED).run(cluster, endpoint.url(), buffer(many)))
                .isEmpty();
        assertThat(endpoint.accepted())
                .extracting(request -> request.records().size())
                .containsExactly(10_000, 10_000, 1);
        assertThat(endpoint.accepted()).extracting(FirehoseRequest::id).doesNotHaveDuplicates();
        assertThat(endpoint.delivered()).containsExactly(many);
    }

    /** Base64 makes 50 MB more than the 64 MiB that a body may have. */
    @Test
    void tooManyBytesAreSeveralRequests() throws Exception {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginRun(0, 7, 0, ARRIVAL);
        byte[] longest = new byte[1_024_000];
        IntStream.range(0, 50).forEach(i -> builder.add(longest, 0, longest.length));
        assertThat(EndpointJob.withoutRetries(EXPECTED)
                        .run(cluster, endpoint.url(), new Buffer(List.of(builder.build()))))
                .isEmpty();
        assertThat(endpoint.accepted())
                .extracting(request -> request.records().size())
                .containsExactly(49, 1);
    }

    @Test
    void aRecordThatNoRequestCanHoldFailsAlone() throws Exception {
        String tooLong = "x".repeat(1_024_003);
        List<String> lines = EndpointJob.withRetries(EXPECTED).run(cluster, endpoint.url(), buffer("a", tooLong, "b"));
        assertThat(endpoint.delivered()).containsExactly("a", "b");
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertLine(
                        line,
                        1,
                        "HttpEndpoint.RecordTooLarge",
                        "The record has more than 1024002 bytes, which no request may hold.",
                        tooLong,
                        "0-7.1"));
    }

    @Test
    void nobodyListens() throws Exception {
        List<String> lines = EndpointJob.withoutRetries(EXPECTED)
                .run(cluster, "http://127.0.0.1:" + FreePort.one() + "/", buffer("a"));
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertLine(
                        line,
                        1,
                        "HttpEndpoint.ConnectionFailed",
                        "The endpoint cannot be connected to: REST",
                        "a",
                        "0-7.0"));
    }

    @Test
    void thereIsNoSuchHost() throws Exception {
        List<String> lines = EndpointJob.withoutRetries(EXPECTED).run(cluster, "http://nowhere.invalid/", buffer("a"));
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertLine(
                        line,
                        1,
                        "HttpEndpoint.ConnectionFailed",
                        "The endpoint cannot be connected to: REST",
                        "a",
                        "0-7.0"));
    }

    @Test
    void anAccessKeyThatNoHeaderCanCarryIsNeitherSentNorShown() throws Exception {
        ExpectedRequests expected = new ExpectedRequests("/", EXPECTED.sourceArn(), "se\ncret", false, Map.of());
        List<String> lines = EndpointJob.withoutRetries(expected).run(cluster, endpoint.url(), buffer("a"));
        assertThat(endpoint.requests()).isEmpty();
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertLine(
                        line,
                        1,
                        "HttpEndpoint.InvalidAccessKey",
                        "The access key has characters that an HTTP header cannot carry.",
                        "a",
                        "0-7.0"));
    }

    /** A key that was changed at the endpoint first, and then in the secret. */
    @Test
    void aSecretIsFollowed() throws Exception {
        ExpectedRequests expected = new ExpectedRequests("/", EXPECTED.sourceArn(), "new", false, Map.of());
        try (SecretHolder secrets = new SecretHolder("{\"api_key\":\"old\"}");
                FakeHttpEndpoint guarded = FakeHttpEndpoint.start(expected)) {
            guarded.onFault(() -> secrets.become("{\"api_key\":\"new\"}"));
            List<String> lines = EndpointJob.withRetries(expected)
                    .withSecrets(secrets.configuration())
                    .run(cluster, guarded.url(), buffer("a"), buffer("b"));

            assertThat(lines).isEmpty();
            assertThat(guarded.delivered()).containsExactly("a", "b");
            assertThat(guarded.faults()).containsOnly("X-Amz-Firehose-Access-Key is old in place of new");
        }
    }

    @Test
    void certificatesAreChecked(@TempDir Path folder) throws Exception {
        SelfSigned own = SelfSigned.make(folder.resolve("own.p12"), PASSWORD);
        SelfSigned wrong = SelfSigned.make(folder.resolve("wrong.p12"), PASSWORD, "dns:elsewhere");
        String store = own.store().toString();
        Path trust = own.trustStore(folder.resolve("trust.p12"));
        TlsConfig trusting = new TlsConfig(trust.toString(), PASSWORD, null, null);
        TlsConfig known = new TlsConfig(trust.toString(), PASSWORD, store, PASSWORD);
        EndpointJob job = EndpointJob.withoutRetries(EXPECTED);
        try (FakeHttpEndpoint tls = FakeHttpEndpoint.startTls(EXPECTED, own, false);
                FakeHttpEndpoint mutual = FakeHttpEndpoint.startTls(EXPECTED, own, true);
                FakeHttpEndpoint elsewhere = FakeHttpEndpoint.startTls(EXPECTED, wrong, false)) {
            assertHandshakeFails(job.run(cluster, tls.url(), buffer("a")));
            // A body that is several pieces of the client's.
            String large = IntStream.range(0, 150_000).mapToObj(String::valueOf).collect(Collectors.joining());
            assertThat(job.withTls(trusting).run(cluster, tls.url(), buffer("a", large)))
                    .isEmpty();
            assertThat(tls.delivered()).containsExactly("a", large);

            assertHandshakeFails(job.withTls(trusting).run(cluster, mutual.url(), buffer("a")));
            assertThat(job.withTls(known).run(cluster, mutual.url(), buffer("a")))
                    .isEmpty();
            assertThat(mutual.delivered()).containsExactly("a");

            TlsConfig misled =
                    new TlsConfig(wrong.trustStore(folder.resolve("misled.p12")).toString(), PASSWORD, null, null);
            assertHandshakeFails(job.withTls(misled).run(cluster, elsewhere.url(), buffer("a")));
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    private static void assertHandshakeFails(List<String> lines) {
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertLine(
                        line,
                        1,
                        "HttpEndpoint.SSLHandshakeFailure",
                        "TLS with the endpoint cannot be agreed on: REST",
                        "a",
                        "0-7.0"));
    }

    @Test
    void aRecordOfKinesisKeepsItsNumbers() throws Exception {
        byte[] metadata = new KinesisMetadata(
                        "shardId-000000000000", "key", "49546986683135544286507457936321625675700192471156785154", 3)
                .encode();
        RecordBatch batch = RecordBatch.ofMessage(0, 9, ARRIVAL, "a".getBytes(UTF_8), metadata);
        endpoint.answerNext(EndpointAnswer.failure(413, ""));
        List<String> lines =
                EndpointJob.withoutRetries(EXPECTED).run(cluster, endpoint.url(), new Buffer(List.of(batch)));
        assertThat(lines)
                .singleElement()
                .asString()
                .endsWith(
                        ",\"subsequenceNumber\":3,\"dataId\":\"49546986683135544286507457936321625675700192471156785154.3\"}\n");
    }
}
