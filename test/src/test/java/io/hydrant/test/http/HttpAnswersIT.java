package io.hydrant.test.http;

import static io.hydrant.test.http.Records.assertLine;
import static io.hydrant.test.http.Records.buffer;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.test.http.EndpointAnswer.Ending;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an HTTP endpoint answers, and what becomes of the records: arrival, another attempt, or a line of the error output. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class HttpAnswersIT {
    private static final ExpectedRequests EXPECTED = ExpectedRequests.plain("/", "s");
    private static final String INVALID = "HttpEndpoint.InvalidResponseFromDestination";
    private static final String NOT_TO_THE_SPECIFICATION =
            "The response of the endpoint, with HTTP status %d, is not to the specification: ";
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(30);

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

    static Stream<Arguments> answersThatFail() {
        String destination = "HttpEndpoint.DestinationException";
        String received = "Received the following response from the endpoint destination. ";
        return Stream.of(
                failure(
                        EndpointAnswer.failure(500, "no \\\"x\\\""),
                        destination,
                        received
                                + "500: {\\\"requestId\\\":\\\"ID\\\",\\\"timestamp\\\":TIME,\\\"errorMessage\\\":\\\"no \\\\\\\"x\\\\\\\"\\\"}"),
                failure(EndpointAnswer.ok().withStatus(201), destination, received + "201: {REST}"),
                failure(EndpointAnswer.ok().withStatus(202), destination, received + "202: {REST}"),
                failure(
                        EndpointAnswer.ok().withStatus(302).with("Location", "/"),
                        destination,
                        received + "302: {REST}"),
                failure(EndpointAnswer.failure(401, "key"), destination, received + "401: {REST}"),
                failure(EndpointAnswer.failure(429, "slow down"), destination, received + "429: {REST}"),
                failure(EndpointAnswer.failure(503, "busy"), destination, received + "503: {REST}"),
                failure(EndpointAnswer.failure(500, "x".repeat(8192)), destination, received + "500: {RESTx..."),
                invalid(200, EndpointAnswer.ok().with("Content-Type", ""), "it has no Content-Type"),
                invalid(
                        200,
                        EndpointAnswer.ok().with("Content-Type", "text/html"),
                        "its Content-Type is not application/json"),
                invalid(
                        200,
                        EndpointAnswer.ok().with("Content-Type", "application/json-seq"),
                        "its Content-Type is not application/json"),
                invalid(
                        502,
                        EndpointAnswer.failure(502, "").with("Content-Type", "text/html"),
                        "its Content-Type is not application/json"),
                invalid(200, EndpointAnswer.ok().with("Content-Encoding", "gzip"), "it has a Content-Encoding"),
                invalid(200, EndpointAnswer.ok().ending(Ending.CHUNKED), "it has a body without a Content-Length"),
                invalid(200, EndpointAnswer.ok().empty(), "its body is no JSON object"),
                invalid(200, EndpointAnswer.json("OK"), "its body is no JSON"),
                invalid(200, EndpointAnswer.json("[]"), "its body is no JSON object"),
                invalid(200, EndpointAnswer.json("{\"requestId\":\"%s\",\"timestamp\":%d"), "its body is no JSON"),
                invalid(
                        200,
                        EndpointAnswer.json("{\"requestId\":\"%s\",\"timestamp\":%d}{}"),
                        "there is something behind its JSON object"),
                invalid(
                        200,
                        EndpointAnswer.json("{\"requestId\":\"%s0\",\"timestamp\":%d}"),
                        "its requestId is not that of the request"),
                invalid(
                        200,
                        EndpointAnswer.json("{\"requestId\":\"%s\",\"timestamp\":\"%d\"}"),
                        "its timestamp is no number"),
                invalid(200, EndpointAnswer.json("{\"requestId\":\"%s\"}"), "it lacks its requestId or its timestamp"),
                invalid(200, EndpointAnswer.json("{\"timestamp\":%2$d}"), "it lacks its requestId or its timestamp"),
                invalid(
                        200,
                        EndpointAnswer.json("{\"requestId\":\"%s\",\"timestamp\":%d,\"ok\":true}"),
                        "it has a member that is none of requestId, timestamp and errorMessage"),
                invalid(
                        200,
                        EndpointAnswer.json("{\"requestId\":\"%s\",\"timestamp\":%d,\"errorMessage\":1}"),
                        "its errorMessage is no string of at most 8192 characters"),
                invalid(
                        500,
                        EndpointAnswer.failure(500, "x".repeat(8193)),
                        "its errorMessage is no string of at most 8192 characters"),
                failure(
                        EndpointAnswer.ok().padded((1 << 20) + 1),
                        "HttpEndpoint.ResponseTooLarge",
                        "The response of the endpoint is larger than 1048576 bytes."),
                failure(
                        EndpointAnswer.ok().ending(Ending.NEVER),
                        "HttpEndpoint.RequestTimeout",
                        "The endpoint did not respond within 2000 ms."),
                failure(
                        EndpointAnswer.ok().ending(Ending.STALLED),
                        "HttpEndpoint.RequestTimeout",
                        "The endpoint did not respond within 2000 ms."),
                failure(
                        EndpointAnswer.ok().ending(Ending.RESET),
                        "HttpEndpoint.ConnectionReset",
                        "The connection to the endpoint broke: Connection reset"),
                failure(
                        EndpointAnswer.ok().ending(Ending.CUT_SHORT),
                        "HttpEndpoint.ConnectionReset",
                        "The connection to the endpoint broke: EOF reached while reading"));
    }

    private static Arguments invalid(int status, EndpointAnswer answer, String why) {
        return failure(answer, INVALID, NOT_TO_THE_SPECIFICATION.formatted(status) + why + ".");
    }

    private static Arguments failure(EndpointAnswer answer, String code, String message) {
        return Arguments.of(code, message, answer);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("answersThatFail")
    void anAnswerThatFailsPutsTheRequestIntoTheErrorOutput(String code, String message, EndpointAnswer answer)
            throws Exception {
        endpoint.answerNext(answer);
        List<String> lines = EndpointJob.withoutRetries(EXPECTED)
                .withResponseTimeout(message.contains("2000 ms") ? SHORT : LONG)
                .run(cluster, endpoint.url(), buffer("poison", "\u0000"), buffer("neighbour"));

        assertThat(endpoint.delivered()).containsExactly("neighbour");
        assertThat(lines)
                .satisfiesExactly(
                        line -> assertLine(line, 1, code, message, "poison", "0-7.0"),
                        line -> assertLine(line, 1, code, message, "\u0000", "0-7.1"));
    }

    /** All but 413, which nothing would change. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("answersThatFail")
    void anAnswerThatFailsIsAskedForAgain(String code, String message, EndpointAnswer answer) throws Exception {
        endpoint.answerNext(answer, answer, answer);
        List<String> lines = EndpointJob.withRetries(EXPECTED)
                .withResponseTimeout(message.contains("2000 ms") ? SHORT : LONG)
                .run(cluster, endpoint.url(), buffer("a", "b"), buffer("c"));

        assertThat(lines).isEmpty();
        assertThat(endpoint.delivered()).containsExactly("a", "b", "c");
        assertThat(endpoint.requests()).hasSize(5);
        assertThat(endpoint.requests().subList(0, 4))
                .extracting(FirehoseRequest::id)
                .containsOnly(endpoint.requests().get(0).id());
    }

    @Test
    void tooLargeIsFinal() throws Exception {
        endpoint.answerNext(
                EndpointAnswer.failure(413, "too large"),
                EndpointAnswer.failure(413, "").with("Content-Type", "text/html"));
        List<String> lines =
                EndpointJob.withRetries(EXPECTED).run(cluster, endpoint.url(), buffer("a"), buffer("b"), buffer("c"));
        assertThat(endpoint.delivered()).containsExactly("c");
        assertThat(lines)
                .satisfiesExactly(
                        line -> assertLine(
                                line,
                                1,
                                "HttpEndpoint.DestinationException",
                                "Received the following response from the endpoint destination. 413: {REST}",
                                "a",
                                "0-7.0"),
                        line -> assertLine(
                                line,
                                1,
                                INVALID,
                                NOT_TO_THE_SPECIFICATION.formatted(413) + "its Content-Type is not application/json.",
                                "b",
                                "0-7.0"));
    }

    /** The last attempt is the one that the error output tells of. */
    @Test
    void retriesEnd() throws Exception {
        endpoint.answerNext(EndpointAnswer.ok().ending(Ending.RESET), EndpointAnswer.failure(500, "first"));
        endpoint.answer(request -> EndpointAnswer.failure(500, "at last"));
        EndpointJob job = EndpointJob.withoutRetries(EXPECTED).withRetryDuration(Duration.ofMillis(10));
        List<String> lines = job.run(cluster, endpoint.url(), buffer("a"));
        int attempts = endpoint.requests().size();
        assertThat(attempts).isGreaterThan(2);
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertLine(
                        line,
                        attempts,
                        "HttpEndpoint.DestinationException",
                        "Received the following response from the endpoint destination. 500: {RESTat last\\\"}",
                        "a",
                        "0-7.0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"requestId\":\"%s\",\"timestamp\":%d,\"errorMessage\":null}",
                "{\"timestamp\":%2$d.5,\"errorMessage\":\"\",\"requestId\":\"%1$s\"}"
            })
    void otherAnswersToTheLetterAreSuccess(String body) throws Exception {
        endpoint.answerNext(
                EndpointAnswer.json(body),
                EndpointAnswer.json(body).with("Content-Type", "application/json; charset=utf-8"),
                EndpointAnswer.json(body).padded(1 << 20));
        assertThat(EndpointJob.withoutRetries(EXPECTED)
                        .run(cluster, endpoint.url(), buffer("a"), buffer("b"), buffer("c")))
                .isEmpty();
        assertThat(endpoint.requests()).hasSize(3);
    }
}
