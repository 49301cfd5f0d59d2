package io.hydrant.test.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.test.chaos.ObjectStore;
import io.hydrant.test.chaos.Producer;
import io.hydrant.test.job.LocalService;
import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.Repository;
import io.hydrant.test.s3.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/** The example of {@code conf/streams}, from puts by way of GZIP objects on S3 into tables, and what is left of it by redrives. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RedshiftStreamIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String STREAM = "clicks-to-redshift";
    private static final String IMPATIENT = "impatient";
    private static final int RECORDS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIGURATION = """
            dataDirectory: %s
            gateway: {port: %d}
            flink: {restPort: %d, checkpointInterval: 1 s}
            s3:
              scheme: s3a
              endpoint: %s
              region: us-east-1
              pathStyleAccess: true
              accessKey: %s
              secretKey: %s
            delivery:
              credentials:
                clicks-to-redshift: {username: loader, password: %s}
                impatient: {username: loader, password: %<s}
            redshift: {endpoint: "%s", tls: false, retryInterval: 1 s, ledgerTable: "audit.ledger_{stream}"}
            """;

    private static final Path FOLDER = Repository.target().resolve("redshift-stream-it");
    private static final Path FILE = FOLDER.resolve("hydrant.yaml");
    private static final LocalService SERVICE = new LocalService(FreePort.one(), FreePort.one());
    private static final Map<String, ObjectStore> BUCKETS = new HashMap<>();
    private static S3Server s3;
    private static FakeRedshift redshift;
    private static ChildJvm serve;

    private final List<String> put = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Folders.empty(FOLDER);
        s3 = S3Server.start();
        redshift = FakeRedshift.start(RedshiftStreamIT::read);
        // As a DBA does it: the user may write to the ledgers, and make no table.
        redshift.execute("CREATE SCHEMA audit");
        redshift.execute("GRANT USAGE ON SCHEMA audit TO loader");
        for (String stream : List.of(STREAM, IMPATIENT)) {
            BUCKETS.put(stream, s3.createBucket(stream));
            String ledger = "audit.ledger_" + stream.replace('-', '_');
            redshift.execute("CREATE TABLE " + ledger + " (stream VARCHAR(64), object VARCHAR(1200),"
                    + " batch VARCHAR(36), records BIGINT, loaded_at TIMESTAMP)");
            redshift.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON " + ledger + " TO loader");
        }
        Files.writeString(
                FILE,
                CONFIGURATION.formatted(
                        FOLDER.resolve("data"),
                        SERVICE.gatewayPort(),
                        SERVICE.restPort(),
                        s3.endpoint(),
                        S3Server.ACCESS_KEY,
                        S3Server.SECRET_KEY,
                        FakeRedshift.PASSWORD,
                        redshift.endpoint()));
        serve = hydrant("serve", "serve");
        serve.start();
        await().atMost(SOON).until(SERVICE::isReady);
    }

    @AfterAll
    static void stop() throws Exception {
        if (serve != null) {
            serve.close();
        }
        if (redshift != null) {
            redshift.close();
        }
        s3.close();
    }

    @Test
    void theExampleDeliversEachRecordOnceOverAnUpdateAndADeletion() throws Exception {
        redshift.createTable("public.clicks", "at bigint, page varchar(20)");
        redshift.createTable("pages", "page varchar(20), at bigint");
        create(STREAM, example());

        put(STREAM);
        await().atMost(SOON).until(() -> redshift.query("SELECT at FROM clicks").size() == RECORDS);
        put(STREAM); // Some of it is still on its way when the update comes.
        copyInto("pages");
        await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(() -> {
            put(STREAM);
            return !redshift.query("SELECT at FROM pages").isEmpty();
        });
        SERVICE.delete(STREAM);
        await().atMost(SOON).until(() -> !SERVICE.names().contains(STREAM));

        String all = "(SELECT page, at FROM clicks UNION ALL SELECT page, at FROM pages)";
        assertThat(redshift.query("SELECT page || at FROM " + all + " AS loaded"))
                .containsExactlyInAnyOrderElementsOf(put);
        assertThat(redshift.query("SELECT sum(records) FROM audit.ledger_clicks_to_redshift"))
                .containsExactly(Integer.toString(put.size()));
        assertThat(redshift.copies())
                .filteredOn(copy -> copy.url().startsWith("s3://" + STREAM + "/"))
                .isNotEmpty()
                .allMatch(copy -> copy.options().equals("JSON 'auto' GZIP")
                        && copy.url().startsWith("s3://" + STREAM + "/manifests/20"));
        assertThat(BUCKETS.get(STREAM).list().keySet()).noneMatch(key -> key.contains("errors/"));
    }

    /** Among what a redrive takes is what was copied after all: the answer to a commit was lost when no time was left. */
    @Test
    void whatADatabaseMissedWhileItWasAwayComesInByARedriveOnce() throws Exception {
        redshift.createTable("visits", "page varchar(20), at bigint");
        ObjectNode definition = example();
        ObjectNode destination = (ObjectNode) definition.path("RedshiftDestinationConfiguration");
        destination.withObjectProperty("RetryOptions").put("DurationInSeconds", 0);
        destination.withObjectProperty("CopyCommand").put("DataTableName", "visits");
        destination.withObjectProperty("S3Configuration").put("BucketARN", "arn:aws:s3:::" + IMPATIENT);
        create(IMPATIENT, definition.put("DeliveryStreamName", IMPATIENT));

        redshift.loseNextCommitAnswer();
        put(IMPATIENT);
        await().atMost(SOON).until(() -> visits().size() == RECORDS && skipped() > 0);
        long loadedAfterAll = skipped();
        redshift.goAway();
        put(IMPATIENT);
        await().atMost(SOON).until(() -> skipped() == loadedAfterAll + RECORDS);
        String all = String.format(Locale.ROOT, "%,d", skipped());
        assertThat(redrive())
                .contains("Redrive 1 is done: " + all + " records taken, " + all + " of them failed again");

        redshift.comeBack();
        put(IMPATIENT);
        await().atMost(SOON).until(() -> visits().size() == 2 * RECORDS);
        assertThat(redrive("--dry-run"))
                .containsPattern(all + " records in \\d error manifests?, which failed from .*Z to .*Z:")
                .contains("  Redshift.ConnectionFailed", "Dry run: nothing was delivered.");
        assertThat(redrive("--code", "Redshift.DiskFull")).contains("Nothing to re-drive.");
        assertThat(visits()).hasSize(2 * RECORDS);

        assertThat(redrive()).contains("Redrive 2 is done: " + all + " records taken, 0 of them failed again");
        assertThat(visits()).containsExactlyInAnyOrderElementsOf(put);
        assertThat(redshift.query("SELECT object FROM audit.ledger_impatient")).doesNotHaveDuplicates();
        assertThat(redshift.query("SELECT sum(records) FROM audit.ledger_impatient"))
                .containsExactly(Integer.toString(put.size()));
        assertThat(redrive()).contains("Nothing to re-drive.");
        assertThat(visits()).hasSize(put.size());
    }

    private static List<String> visits() throws Exception {
        return redshift.query("SELECT page || at FROM visits");
    }

    /** How many records are in objects that error manifests name, each of which says why. */
    private static long skipped() throws IOException {
        long records = 0;
        for (String key : BUCKETS.get(IMPATIENT).list().keySet()) {
            if (key.startsWith("errors/manifests/")) {
                JsonNode meta =
                        JSON.readTree(read("s3://" + IMPATIENT + "/" + key)).path("meta");
                assertThat(meta.path("errorCode").asText()).isEqualTo("Redshift.ConnectionFailed");
                records += meta.path("record_count").asLong();
            }
        }
        return records;
    }

    /** What the command says. */
    private static String redrive(String... options) {
        return hydrant(
                        "redrive",
                        Stream.concat(Stream.of("redrive", "--stream", IMPATIENT), Stream.of(options))
                                .toArray(String[]::new))
                .run(SOON);
    }

    private static byte[] read(String url) throws IOException {
        URI object = URI.create(url);
        try (InputStream in =
                BUCKETS.get(object.getHost()).open(object.getPath().substring(1))) {
            return in.readAllBytes();
        }
    }

    private static ObjectNode example() throws IOException {
        Path example = Repository.root().resolve("conf/streams").resolve(STREAM + ".json");
        ObjectNode definition = (ObjectNode) JSON.readTree(example.toFile());
        ((ObjectNode) definition.at("/RedshiftDestinationConfiguration/S3Configuration/BufferingHints"))
                .put("IntervalInSeconds", 0);
        return definition;
    }

    private static void create(String stream, ObjectNode definition) {
        SERVICE.create(definition.toString().getBytes(UTF_8));
        await().atMost(SOON).until(() -> SERVICE.isActive(stream));
    }

    private void put(String stream) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < RECORDS; i++) {
            String page = "/page-" + i % 7;
            lines.append("{\"page\":\"")
                    .append(page)
                    .append("\",\"at\":")
                    .append(put.size())
                    .append("}\n");
            put.add(page + put.size());
        }
        SERVICE.put(stream, lines.toString());
    }

    private static void copyInto(String table) {
        try (FirehoseClient client = Producer.client(URI.create("http://127.0.0.1:" + SERVICE.gatewayPort()))) {
            client.updateDestination(update -> update.deliveryStreamName(STREAM)
                    .currentDeliveryStreamVersionId("1")
                    .destinationId("destinationId-000000000001")
                    .redshiftDestinationUpdate(redshift -> redshift.copyCommand(
                            copy -> copy.dataTableName(table).copyOptions("JSON 'auto' GZIP"))));
        }
    }

    private static ChildJvm hydrant(String name, String... arguments) {
        return new ChildJvm(
                name,
                FOLDER,
                ChildJvm.classpath(),
                List.of("-Xmx768m", "--add-opens=java.base/java.util=ALL-UNNAMED"),
                Map.of(),
                "io.hydrant.standalone.command.HydrantCommand",
                Stream.concat(Stream.of(arguments), Stream.of("--conf", FILE.toString()))
                        .toArray(String[]::new));
    }
}
