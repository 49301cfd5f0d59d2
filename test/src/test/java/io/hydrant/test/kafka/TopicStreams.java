package io.hydrant.test.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.FlinkConfig;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.KafkaClusterConfig;
import io.hydrant.core.config.KafkaConfig;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.standalone.EmbeddedFlink;
import io.hydrant.test.chaos.FolderStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Delivery streams that read the topics of one cluster, run by Flink in this JVM; each delivers to a folder of its own.
 * Messages are lines.
 */
final class TopicStreams implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ERRORS = "failed/";
    private static final Pattern JOB = Pattern.compile("\"jid\":\"([0-9a-f]+)\",\"name\":\"hydrant-([^\"]+)\"");
    private static final Pattern VERTEX = Pattern.compile("\"id\":\"([0-9a-f]{32})\"");

    private final Path folder;
    private final EmbeddedFlink flink;
    private final Map<String, DeliveryStream> streams = new TreeMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    TopicStreams(Path folder, KafkaClusterConfig cluster) {
        this.folder = folder;
        KafkaConfig kafka = new KafkaConfig(Map.of("sales", cluster));
        FlinkConfig options = new FlinkConfig(
                null,
                null,
                null,
                0,
                2,
                Duration.ofMillis(300),
                null,
                null,
                Map.of("restart-strategy.exponential-delay.initial-backoff", "100 ms"));
        this.flink = EmbeddedFlink.start(
                new HydrantConfig(
                        null, null, folder, null, null, null, null, null, kafka, null, null, null, null, null, null,
                        null, options),
                folder);
    }

    /**
     * Starts a stream.
     *
     * @param readFrom ReadFromTimestamp; null: from the start of delivery on
     */
    void start(String stream, String topic, @Nullable String readFrom, Instant deliveryStart) {
        String from = readFrom == null ? "" : ", \"ReadFromTimestamp\": \"" + readFrom + "\"";
        StreamDefinition definition = StreamDefinition.parse("""
                {
                  "DeliveryStreamName": "%s",
                  "DeliveryStreamType": "MSKAsSource",
                  "MSKSourceConfiguration": {
                    "MSKClusterARN": "arn:aws:kafka:us-east-1:000000000000:cluster/sales/1",
                    "TopicName": "%s",
                    "AuthenticationConfiguration": {
                      "RoleARN": "arn:aws:iam::000000000000:role/unused", "Connectivity": "PRIVATE"}%s
                  },
                  "ExtendedS3DestinationConfiguration": {
                    "RoleARN": "arn:aws:iam::000000000000:role/unused",
                    "BucketARN": "arn:aws:s3:::%1$s",
                    "Prefix": "data/!{timestamp:yyyy}/",
                    "ErrorOutputPrefix": "failed/!{firehose:error-output-type}/!{timestamp:yyyy}/",
                    "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 1},
                    "CompressionFormat": "GZIP"
                  }
                }
                """.formatted(stream, topic, from));
        streams.put(
                stream, new DeliveryStream(stream, "arn", StreamStatus.ACTIVE, 1, 0, deliveryStart, "1", definition));
        restart(stream);
    }

    /** Starts a stream from where it has come to. */
    void restart(String stream) {
        flink.start(streams.get(stream));
    }

    /** Ends a stream's job as a crash would. */
    void cancel(String stream) {
        flink.cancel(streams.get(stream));
    }

    /** Waits for these lines, in any order, and no others. */
    void awaitDelivered(String stream, Collection<String> expected) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(delivered(stream)).hasSizeGreaterThanOrEqualTo(expected.size()));
        assertThat(delivered(stream)).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Lines that were delivered as data. */
    List<String> delivered(String stream) {
        return lines(stream, false);
    }

    /** Lines of the error output. */
    List<String> failed(String stream) {
        return lines(stream, true);
    }

    /** Keys of the objects of the error output. */
    List<String> failedObjects(String stream) {
        return store(stream).list().keySet().stream()
                .filter(key -> key.startsWith(ERRORS))
                .toList();
    }

    private List<String> lines(String stream, boolean errors) {
        FolderStore store = store(stream);
        List<String> lines = new ArrayList<>();
        for (String key : store.list().keySet()) {
            if (key.startsWith(ERRORS) == errors) {
                try (InputStream in = new GZIPInputStream(store.open(key))) {
                    new String(in.readAllBytes(), UTF_8).lines().forEach(lines::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(key, e);
                }
            }
        }
        return lines;
    }

    private FolderStore store(String stream) {
        return new FolderStore(folder.resolve("s3").resolve(stream));
    }

    /** How often a stream's job has failed since it was last started. */
    int failures(String stream) {
        return find(Pattern.compile("\"exceptionName\":\"([^\"]*)"), get("/jobs/" + job(stream) + "/exceptions"), 1)
                .size();
    }

    /** The metrics of a stream's operators, with their subtasks. */
    Map<String, String> metrics(String stream) {
        String job = job(stream);
        Map<String, String> metrics = new TreeMap<>();
        for (String vertex : find(VERTEX, get("/jobs/" + job), 1)) {
            String path = "/jobs/" + job + "/vertices/" + vertex + "/metrics";
            String names = String.join(
                    ",",
                    find(Pattern.compile("\"id\":\"([^\"]+)\""), get(path), 1).stream()
                            .filter(name ->
                                    name.matches(".*(KafkaOffsetLag|DataReadFromSource|FailedValidation|OutputToS3).*"))
                            .toList());
            if (!names.isEmpty()) {
                Pattern.compile("\"id\":\"([^\"]+)\",\"value\":\"([^\"]+)\"")
                        .matcher(get(path + "?get=" + names))
                        .results()
                        .forEach(metric -> metrics.put(metric.group(1), metric.group(2)));
            }
        }
        return metrics;
    }

    private String job(String stream) {
        return JOB.matcher(get("/jobs/overview"))
                .results()
                .filter(job -> job.group(2).equals(stream))
                .map(job -> job.group(1))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static List<String> find(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(group))
                .toList();
    }

    private String get(String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(flink.webUi() + path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        streams.values().forEach(flink::cancel);
        flink.close();
    }
}
