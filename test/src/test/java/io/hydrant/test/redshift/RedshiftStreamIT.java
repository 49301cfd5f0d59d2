package io.hydrant.test.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/** The example of {@code conf/streams}, from puts by way of GZIP objects on S3 into tables. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RedshiftStreamIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String STREAM = "clicks-to-redshift";
    private static final int RECORDS = 500;
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
            delivery: {credentials: {clicks-to-redshift: {username: loader, password: %s}}}
            redshift: {endpoint: "%s", tls: false, retryInterval: 1 s, ledgerTable: "audit.ledger_{stream}"}
            """;

    private final Path folder = Repository.target().resolve("redshift-stream-it");
    private final LocalService service = new LocalService(FreePort.one(), FreePort.one());
    private final List<String> put = new ArrayList<>();

    @Test
    void theExampleDeliversEachRecordOnceOverAnUpdateAndADeletion() throws Exception {
        Folders.empty(folder);
        try (S3Server s3 = S3Server.start()) {
            ObjectStore bucket = s3.createBucket(STREAM);
            try (FakeRedshift redshift = FakeRedshift.start(url -> read(bucket, url));
                    ChildJvm hydrant = hydrant(s3, redshift)) {
                // As a DBA does it: the user may write to the ledger, and make no table.
                redshift.execute("CREATE SCHEMA audit");
                redshift.execute("GRANT USAGE ON SCHEMA audit TO loader");
                redshift.execute(
                        "CREATE TABLE audit.ledger_clicks_to_redshift (stream VARCHAR(64), object VARCHAR(1200),"
                                + " batch VARCHAR(36), records BIGINT, loaded_at TIMESTAMP)");
                redshift.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON audit.ledger_clicks_to_redshift TO loader");
                redshift.createTable("public.clicks", "at bigint, page varchar(20)");
                redshift.createTable("pages", "page varchar(20), at bigint");
                hydrant.start();
                await().atMost(SOON).until(service::isReady);
                service.create(impatientExample());
                await().atMost(SOON).until(() -> service.isActive(STREAM));

                put();
                await().atMost(SOON)
                        .until(() -> redshift.query("SELECT at FROM clicks").size() == RECORDS);
                put(); // Some of it is still on its way when the update comes.
                copyInto("pages");
                await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(() -> {
                    put();
                    return !redshift.query("SELECT at FROM pages").isEmpty();
                });
                service.delete(STREAM);
                await().atMost(SOON).until(() -> service.names().isEmpty());

                String all = "(SELECT page, at FROM clicks UNION ALL SELECT page, at FROM pages)";
                assertThat(redshift.query("SELECT page || at FROM " + all + " AS loaded"))
                        .containsExactlyInAnyOrderElementsOf(put);
                assertThat(redshift.query("SELECT sum(records) FROM audit.ledger_clicks_to_redshift"))
                        .containsExactly(Integer.toString(put.size()));
                assertThat(redshift.copies())
                        .allMatch(copy -> copy.options().equals("JSON 'auto' GZIP")
                                && copy.url().startsWith("s3://" + STREAM + "/manifests/20"));
                assertThat(bucket.list().keySet()).noneMatch(key -> key.contains("errors/"));
            }
        }
    }

    private static byte[] read(ObjectStore bucket, String url) throws IOException {
        try (InputStream object = bucket.open(url.substring(("s3://" + STREAM + "/").length()))) {
            return object.readAllBytes();
        }
    }

    private static byte[] impatientExample() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Path example = Repository.root().resolve("conf/streams").resolve(STREAM + ".json");
        ObjectNode definition = (ObjectNode) json.readTree(example.toFile());
        ((ObjectNode) definition.at("/RedshiftDestinationConfiguration/S3Configuration/BufferingHints"))
                .put("IntervalInSeconds", 0);
        return definition.toString().getBytes(UTF_8);
    }

    private void put() throws Exception {
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
        service.put(STREAM, lines.toString());
    }

    private void copyInto(String table) {
        try (FirehoseClient client = Producer.client(URI.create("http://127.0.0.1:" + service.gatewayPort()))) {
            client.updateDestination(update -> update.deliveryStreamName(STREAM)
                    .currentDeliveryStreamVersionId("1")
                    .destinationId("destinationId-000000000001")
                    .redshiftDestinationUpdate(redshift -> redshift.copyCommand(
                            copy -> copy.dataTableName(table).copyOptions("JSON 'auto' GZIP"))));
        }
    }

    private ChildJvm hydrant(S3Server s3, FakeRedshift redshift) throws IOException {
        Path file = Files.writeString(
                folder.resolve("hydrant.yaml"),
                CONFIGURATION.formatted(
                        folder.resolve("data"),
                        service.gatewayPort(),
                        service.restPort(),
                        s3.endpoint(),
                        S3Server.ACCESS_KEY,
                        S3Server.SECRET_KEY,
                        FakeRedshift.PASSWORD,
                        redshift.endpoint()));
        return new ChildJvm(
                "serve",
                folder,
                ChildJvm.classpath(),
                List.of("-Xmx768m", "--add-opens=java.base/java.util=ALL-UNNAMED"),
                Map.of(),
                "io.hydrant.standalone.command.HydrantCommand",
                "serve",
                "--conf",
                file.toString());
    }
}
