package io.hydrant.test.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.test.http.EndpointAnswer.Ending;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams to HTTP endpoints, from the put to the endpoint, though processes die and endpoints are bad or away. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HttpStreamIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path FOLDER = Repository.target().resolve("http-stream-it");

    private static HttpStreams streams;

    @BeforeAll
    static void start() throws Exception {
        streams = HttpStreams.start(Folders.empty(FOLDER));
    }

    @AfterAll
    static void stop() throws Exception {
        if (streams != null) {
            streams.close();
        }
        Folders.delete(FOLDER.resolve("data"));
    }

    /** At least once each, and a request id stands for the same bytes, which the endpoint checks. */
    @Test
    void everyRecordArrivesWhateverDies() throws Exception {
        int puts = 150;
        int each = 100;
        try (FakeHttpEndpoint endpoint = FakeHttpEndpoint.start(HttpStreams.expected("oracle"))) {
            endpoint.answer(request -> badNowAndThen());
            streams.create("oracle", endpoint.url(), 1, 300);
            for (int i = 0; i < puts; i++) {
                streams.put("oracle", i * each, each, 500);
                if (i % 50 == 25) {
                    await().atMost(SOON).until(() -> !endpoint.accepted().isEmpty());
                    streams.replaceTaskManager(i / 50 % 2);
                }
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(numbers(endpoint)).hasSize(puts * each));
            streams.drain("oracle");

            assertThat(endpoint.faults()).isEmpty();
            assertThat(streams.errors("oracle")).isEmpty();
        }
    }

    private static EndpointAnswer badNowAndThen() {
        return switch (ThreadLocalRandom.current().nextInt(12)) {
            case 0 -> EndpointAnswer.failure(503, "busy");
            case 1 -> EndpointAnswer.ok().ending(Ending.RESET);
            case 2 -> EndpointAnswer.json("{}");
            default -> EndpointAnswer.ok();
        };
    }

    @Test
    void aRequestKeepsItsIdOverARestart() throws Exception {
        try (FakeHttpEndpoint endpoint = FakeHttpEndpoint.start(HttpStreams.expected("restarted"))) {
            endpoint.answer(request -> EndpointAnswer.ok().ending(Ending.NEVER));
            streams.create("restarted", endpoint.url(), 1, 300);
            streams.put("restarted", 0, 10, 100);
            await().atMost(SOON).until(() -> !endpoint.requests().isEmpty());
            int checkpoints = streams.checkpoints("restarted");
            await().atMost(SOON).until(() -> streams.checkpoints("restarted") > checkpoints + 1);
            List<FirehoseRequest> before = endpoint.requests();

            endpoint.answer(request -> EndpointAnswer.ok());
            streams.replaceTaskManagers();
            await().atMost(SOON).until(() -> numbers(endpoint).size() == 10);

            assertThat(endpoint.accepted())
                    .extracting(FirehoseRequest::id)
                    .containsAll(before.stream().map(FirehoseRequest::id).collect(Collectors.toSet()));
            assertThat(endpoint.faults()).isEmpty();
            streams.drain("restarted");
        }
    }

    /** Its buffers in flight are bounded, the other stream does not notice, and DataFreshness tells how long it has been. */
    @Test
    void aDeadEndpointHarmsNobodyElse() throws Exception {
        int port = FreePort.one();
        ExpectedRequests expected = HttpStreams.expected("dead");
        try (FakeHttpEndpoint other = FakeHttpEndpoint.start(HttpStreams.expected("alive"))) {
            streams.create("dead", "http://127.0.0.1:" + port + "/in", 1, 10);
            streams.create("alive", other.url(), 1, 300);
            long began = System.currentTimeMillis();
            int count = 0;
            while (System.currentTimeMillis() < began + 20_000) {
                streams.put("dead", count * 1000, 1000, 1000);
                streams.put("alive", count, 1, 10);
                int expectedNumbers = ++count;
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> numbers(other).size() == expectedNumbers);
            }
            // Flink fetches metrics when it is asked for them, and answers with what it had.
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(streams.metric("dead", "BuffersInFlight", "max")).isEqualTo(2);
                assertThat(streams.metric("dead", "CircuitOpen", "max")).isEqualTo(1);
                assertThat(streams.metric("dead", "DataFreshness", "max")).isBetween(5.0, secondsSince(began) + 2);
                assertThat(streams.metric("alive", "DataFreshness", "max")).isLessThan(10);
            });

            try (FakeHttpEndpoint revived = FakeHttpEndpoint.start(expected, port)) {
                int all = count * 1000;
                streams.put("dead", all, 1, 10);
                await().atMost(SOON).until(() -> numbers(revived).contains(all));
                await().atMost(SOON).until(() -> streams.metric("dead", "BuffersInFlight", "max") == 0);
                streams.put("dead", all + 1, 1, 10);
                await().atMost(SOON).until(() -> numbers(revived).contains(all + 1));
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(streams.metric("dead", "CircuitOpen", "max"))
                                .isZero());
                streams.drain("dead");

                List<JsonNode> errors = streams.errors("dead");
                Set<Integer> accounted = Stream.concat(
                                numbers(revived).stream(),
                                errors.stream().map(HttpStreams::rawData).map(HttpStreams::number))
                        .collect(Collectors.toSet());
                assertThat(accounted)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, all + 2).boxed().toList());
                assertThat(errors).isNotEmpty().allSatisfy(line -> {
                    assertThat(line.path("errorCode").asText()).isEqualTo("HttpEndpoint.ConnectionFailed");
                    assertThat(line.path("attemptsMade").asInt()).isGreaterThan(2);
                });
                assertThat(numbers(revived).size()).isGreaterThan(errors.size() / 10);
                assertThat(revived.faults()).isEmpty();
            }
            streams.drain("alive");
            assertThat(other.faults()).isEmpty();
        }
    }

    private static double secondsSince(long millis) {
        return (System.currentTimeMillis() - millis) / 1000.0;
    }

    private static Set<Integer> numbers(FakeHttpEndpoint endpoint) {
        return new HashSet<>(
                endpoint.delivered().stream().map(HttpStreams::number).toList());
    }
}
