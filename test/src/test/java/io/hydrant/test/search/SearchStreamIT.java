package io.hydrant.test.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.job.JobSpec;
import io.hydrant.job.redrive.RedriveFilter;
import io.hydrant.standalone.LocalRedrive;
import io.hydrant.standalone.StreamLookup;
import io.hydrant.test.chaos.Bucket;
import io.hydrant.test.chaos.Deployment;
import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.chaos.Ledger;
import io.hydrant.test.chaos.Producer;
import io.hydrant.test.job.LocalService;
import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/** Streams to a real OpenSearch, from the put to the document, on a cluster to which the job came as its jar. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class SearchStreamIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 500;
    private static final String DEFINITION = """
            {
              "DeliveryStreamName": "%1$s",
              "AmazonopensearchserviceDestinationConfiguration": {
                "RoleARN": "arn:aws:iam::000000000000:role/unused",
                "DomainARN": "arn:aws:es:us-east-1:000000000000:domain/%2$s",
                "IndexName": "%1$s",
                "IndexRotationPeriod": "%3$s",
                "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 1},
                "RetryOptions": {"DurationInSeconds": %4$d},
                "S3BackupMode": "%5$s",
                "S3Configuration": {
                  "RoleARN": "arn:aws:iam::000000000000:role/unused",
                  "BucketARN": "arn:aws:s3:::%1$s",
                  "Prefix": "all/",
                  "ErrorOutputPrefix": "failed/!{firehose:error-output-type}/",
                  "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60}
                }
              }
            }
            """;

    private static SearchServer server;
    private static Deployment hydrant;
    private static LocalService service;
    private static FirehoseClient client;

    private final Readings readings = new Readings();
    private final Ledger ledger = new Ledger();

    @BeforeAll
    static void start() throws Exception {
        Path folder = Folders.empty(Repository.target().resolve("search-stream-it"));
        server = SearchServer.start(SearchServer.Kind.OPENSEARCH, folder);
        hydrant = Deployment.start(folder, Map.of(), """
                delivery: {firstPause: 100 ms, longestPause: 2 s}
                search:
                  domains:
                    logs: {url: "%s"}
                    nowhere: {url: "http://127.0.0.1:%d"}
                """.formatted(server.endpoint(), FreePort.one()));
        await().atMost(SOON).until(hydrant::isReady);
        service = new LocalService(
                hydrant.endpoint().getPort(), hydrant.flink().rest().getPort());
        client = Producer.client(hydrant.endpoint());
    }

    @AfterAll
    static void stop() throws Exception {
        if (client != null) {
            client.close();
        }
        if (hydrant != null) {
            hydrant.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** A TaskManager is killed, and so is the server, for some seconds. */
    @Test
    void everyRecordIsADocumentOnceOrInTheErrorOutput() throws Exception {
        SearchClient search = server.client();
        search.ask(
                "PUT",
                "/_index_template/readings",
                "{\"index_patterns\": [\"readings*\"], \"template\": " + Readings.INDEX + "}");
        create("readings", "logs", "OneDay", 300, "FailedDocumentsOnly");

        put("readings", 30_000);
        await().atMost(SOON).until(() -> search.count("readings*") > 0);
        ChildJvm taskManager = hydrant.flink().taskManagers().get(0);
        taskManager.kill();
        taskManager.start();
        put("readings", 30_000);
        await().atMost(SOON).until(() -> search.count("readings*") > 30_000);
        server.kill();
        put("readings", 20_000);
        server.restart();
        put("readings", 20_000);
        long documents = 100_000 - Readings.refused(100_000);
        await().atMost(SOON).until(() -> search.count("readings*") >= documents);
        drain("readings");

        readings.readDocuments(search.documents("readings*"), ledger);
        new Bucket(new FolderStore(hydrant.bucket("readings")), readings, ledger).readNewObjects();
        assertThat(ledger.faults()).isEmpty();
        assertThat(ledger.acknowledged()).isEqualTo(100_000);
        assertThat(ledger.delivered()).isEqualTo(100_000);
        assertThat(search.hasIndex("readings")).as("without rotation").isFalse();
    }

    @Test
    void anIndexThatIsDeletedComesBackWithWhatIsStillToCome() throws Exception {
        SearchClient search = server.client();
        create("gone", "logs", "NoRotation", 300, "AllDocuments");
        putLines("gone", 500);
        await().atMost(SOON).until(() -> search.count("gone") == 500);
        search.deleteIndex("gone");
        putLines("gone", 300);
        await().atMost(SOON).until(() -> search.count("gone") == 300);
        drain("gone");

        assertThat(search.documents("gone")).hasSize(300);
        assertThat(objects("gone")).hasSize(800).allMatch(line -> line.has("n"));
    }

    @Test
    void whatAnIndexDoesNotTakeGoesToTheErrorOutput() throws Exception {
        server.client().createIndex("sealed", "{}");
        server.client().setReadOnly("sealed", true);
        create("sealed", "logs", "NoRotation", 300, "FailedDocumentsOnly");
        putLines("sealed", 40);
        drain("sealed");

        assertThat(objects("sealed"))
                .hasSize(40)
                .allMatch(line -> line.path("errorCode").asText().equals("403")
                        && line.path("errorMessage").asText().contains("cluster_block_exception")
                        && line.path("attemptsMade").asInt() == 1
                        && line.path("esIndexName").asText().equals("sealed"));
    }

    @Test
    void whenTheRetriesAreOverRecordsGoToTheErrorOutput() throws Exception {
        create("lost", "nowhere", "NoRotation", 1, "FailedDocumentsOnly");
        putLines("lost", 40);
        drain("lost");

        assertThat(objects("lost"))
                .hasSize(40)
                .allMatch(line -> line.path("errorCode").asText().equals("503")
                        && line.path("errorMessage").asText().startsWith("ConnectException")
                        && line.path("attemptsMade").asInt() > 1);
    }

    /** Documents get the ids that their lines say: what had been indexed after all is not there twice. */
    @Test
    void whatIsDeliveredAgainHasItsIdAgain() throws Exception {
        SearchClient search = server.client();
        search.createIndex("again", "{\"mappings\": {\"properties\": {\"n\": {\"type\": \"long\"}}}}");
        create("again", "logs", "NoRotation", 300, "FailedDocumentsOnly");
        StringBuilder lines = new StringBuilder("{\"n\": 1}\n");
        for (int n = 0; n < 40; n++) {
            lines.append("{\"n\": \"no number ").append(n).append("\"}\n");
        }
        service.put("again", lines.toString());
        // One put is one request, so the others have failed by then.
        await().atMost(SOON).until(() -> search.count("again") == 1);
        service.update(
                "again",
                1,
                "\"AmazonopensearchserviceDestinationUpdate\": {\"RetryOptions\": {\"DurationInSeconds\": 300}}");
        await().atMost(SOON).until(() -> objects("again").size() == 40);
        List<String> ids = objects("again").stream()
                .map(line -> line.path("esDocumentId").asText())
                .toList();

        search.deleteIndex("again");
        search.ask("PUT", "/again/_doc/" + ids.get(7) + "?refresh=true", "{\"n\": \"the answer was lost\"}");
        assertThat(redrive("again"))
                .contains("Redrive 1 is done: 40 records taken, 0 of them failed again and are in"
                        + " the error output.");

        assertThat(search.documents("again").keySet())
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().map(id -> "again/" + id).toList());
        assertThat(search.get("again", ids.get(7)).path("n").asText()).startsWith("no number");
        assertThat(redrive("again")).containsExactly("Nothing to re-drive.");
    }

    private static List<String> redrive(String stream) {
        HydrantConfig config = ConfigReader.read(hydrant.configuration());
        DeliveryStream found = StreamLookup.find(stream, config);
        List<String> said = new ArrayList<>();
        JobSpec spec = new JobSpec(
                found.definition(),
                Long.toString(found.versionId()),
                found.incarnation(),
                Instant.ofEpochMilli(found.createMillis()),
                config);
        assertThat(new LocalRedrive(spec, said::add).run(new RedriveFilter(null, null), () -> false))
                .isTrue();
        return said;
    }

    private void put(String stream, int count) {
        for (int n = 0; n < count; n += BATCH) {
            Producer.putBatch(client, stream, readings, ledger, BATCH);
        }
    }

    private static void putLines(String stream, int count) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int n = 0; n < count; n++) {
            lines.append("{\"n\": ").append(n).append("}\n");
        }
        service.put(stream, lines.toString());
    }

    private static void create(String stream, String domain, String rotation, int retrySeconds, String backup) {
        service.create(DEFINITION
                .formatted(stream, domain, rotation, retrySeconds, backup)
                .getBytes(UTF_8));
        await().atMost(SOON).until(() -> service.isActive(stream));
    }

    /** Delivers what has been put, and writes what failed: the error output's interval is a minute at least. */
    private static void drain(String stream) {
        service.delete(stream);
        await().atMost(SOON).until(() -> !service.names().contains(stream));
    }

    /** The lines of all objects of a bucket. */
    private static List<JsonNode> objects(String bucket) throws IOException {
        FolderStore store = new FolderStore(hydrant.bucket(bucket));
        List<JsonNode> lines = new ArrayList<>();
        for (String key : store.list().keySet()) {
            assertThat(key).matches("(all/|failed/AmazonOpenSearchService-failed/).*");
            try (var in = store.open(key)) {
                JSON.readerFor(JsonNode.class).<JsonNode>readValues(in).forEachRemaining(lines::add);
            }
        }
        return lines;
    }
}
