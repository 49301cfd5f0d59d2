package io.hydrant.test.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.test.chaos.Deployment;
import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.job.LocalService;
import io.hydrant.test.process.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A whole deployment, each part a process of its own, with streams that deliver to HTTP endpoints. */
final class HttpStreams implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String CONFIGURATION = """
            delivery:
              maxRequestsInFlight: 2
              connectTimeout: 2 s
              responseTimeout: 10 s
              firstPause: 100 ms
              longestPause: 1 s
              credentials:
                restarted: {accessKey: key-of-the-configuration}
            """;
    private static final String DEFINITION = """
            {
              "DeliveryStreamName": "%s",
              "HttpEndpointDestinationConfiguration": {
                "EndpointConfiguration": {"Url": "%s", "Name": "test", "AccessKey": "key"},
                "RequestConfiguration": {
                  "ContentEncoding": "GZIP",
                  "CommonAttributes": [{"AttributeName": "env", "AttributeValue": "test"}]
                },
                "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": %d},
                "RetryOptions": {"DurationInSeconds": %d},
                "RoleARN": "arn:aws:iam::000000000000:role/unused",
                "S3Configuration": {
                  "RoleARN": "arn:aws:iam::000000000000:role/unused",
                  "BucketARN": "arn:aws:s3:::%1$s",
                  "ErrorOutputPrefix": "failed/!{firehose:error-output-type}/",
                  "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60}
                }
              }
            }
            """;

    private final Deployment deployment;
    private final LocalService service;

    private HttpStreams(Deployment deployment) {
        this.deployment = deployment;
        this.service = new LocalService(
                deployment.endpoint().getPort(), deployment.flink().rest().getPort());
    }

    /** Starts it in an empty folder; returns when it is ready. */
    static HttpStreams start(Path folder) {
        Deployment deployment =
                Deployment.start(folder, Map.of("metrics.fetcher.update-interval", "500"), CONFIGURATION);
        await().atMost(Duration.ofMinutes(2)).until(deployment::isReady);
        return new HttpStreams(deployment);
    }

    /** What an endpoint is sent by a stream. */
    static ExpectedRequests expected(String stream) {
        String key = stream.equals("restarted") ? "key-of-the-configuration" : "key";
        return new ExpectedRequests("/in", ExpectedRequests.arn(stream), key, true, Map.of("env", "test"));
    }

    /** Creates a stream; returns when it takes records. */
    void create(String stream, String url, int intervalSeconds, int retrySeconds) {
        service.create(
                DEFINITION.formatted(stream, url, intervalSeconds, retrySeconds).getBytes(UTF_8));
        await().atMost(SOON).until(() -> service.isActive(stream));
    }

    /** Puts records of numbers, each padded to a length. */
    void put(String stream, int first, int count, int length) throws Exception {
        StringBuilder lines = new StringBuilder();
        IntStream.range(first, first + count)
                .forEach(number -> lines.append(record(number, length)).append('\n'));
        service.put(stream, lines.toString());
    }

    private static String record(int number, int length) {
        String text = Integer.toString(number);
        return text + " ".repeat(Math.max(0, length - text.length()));
    }

    /** The number in a record. */
    static int number(String record) {
        return Integer.parseInt(record.strip());
    }

    /** Delivers what is left and deletes the stream. */
    void drain(String stream) {
        service.delete(stream);
        await().atMost(Duration.ofMinutes(2)).until(() -> !service.names().contains(stream));
    }

    /** The lines of a stream's error output. */
    List<JsonNode> errors(String stream) {
        FolderStore store = new FolderStore(deployment.bucket(stream));
        return store.list().keySet().stream()
                .filter(key -> key.startsWith("failed/http-endpoint-failed/"))
                .flatMap(key -> lines(store, key))
                .toList();
    }

    private static Stream<JsonNode> lines(FolderStore store, String key) {
        try (InputStream in = store.open(key)) {
            return new String(in.readAllBytes(), UTF_8).lines().map(HttpStreams::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record that a line of the error output holds. */
    static String rawData(JsonNode line) {
        return new String(Base64.getDecoder().decode(line.path("rawData").asText()), UTF_8);
    }

    /** Kills -9 all TaskManagers, and starts others in their place. */
    void replaceTaskManagers() {
        deployment.flink().taskManagers().forEach(ChildJvm::kill);
        deployment.flink().taskManagers().forEach(ChildJvm::start);
    }

    /** The same with one of them. */
    void replaceTaskManager(int index) {
        ChildJvm one = deployment.flink().taskManagers().get(index);
        one.kill();
        one.start();
    }

    /** How many checkpoints a stream's job has completed. */
    int checkpoints(String stream) {
        return parse(deployment.flink().get("/jobs/" + job(stream) + "/checkpoints"))
                .at("/counts/completed")
                .asInt();
    }

    /**
     * A metric of a stream's delivery; NaN while nobody says it.
     *
     * @param aggregation over subtasks: sum or max
     */
    double metric(String stream, String name, String aggregation) {
        String job = "/jobs/" + job(stream);
        for (JsonNode vertex : parse(deployment.flink().get(job)).path("vertices")) {
            String metrics = job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            for (JsonNode known : parse(deployment.flink().get(metrics))) {
                String id = known.path("id").asText();
                if (id.endsWith(".DeliveryToHttpEndpoint." + name)) {
                    return parse(deployment.flink().get(metrics + "?agg=" + aggregation + "&get=" + id))
                            .at("/0/" + aggregation)
                            .asDouble(Double.NaN);
                }
            }
        }
        return Double.NaN;
    }

    private String job(String stream) {
        for (JsonNode job : parse(deployment.flink().get("/jobs/overview")).path("jobs")) {
            if (job.path("name").asText().equals("hydrant-" + stream)) {
                return job.path("jid").asText();
            }
        }
        return "";
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        deployment.close();
    }
}
