package io.hydrant.test.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole service is killed at several moments of an update: each record is delivered once, in objects of one version. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledUpdateIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int RECORDS = 200;
    private static final String STREAM = "clicks";
    private static final Moment[] KILLS = {Moment.AT_ONCE, Moment.WITH_THE_SAVEPOINT, Moment.WITH_THE_OBJECTS};
    private static final String DEFINITION = """
            {"DeliveryStreamName": "clicks", "ExtendedS3DestinationConfiguration": {
               "RoleARN": "arn:aws:iam::000000000000:role/r", "BucketARN": "arn:aws:s3:::lake", "Prefix": "v1/",
               "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 900}}}
            """;

    private final Path folder = Repository.target().resolve("killed-update-it");
    private final LocalService service = new LocalService(FreePort.one(), FreePort.one());
    private final List<String> put = new ArrayList<>();

    /** How far an update has come since its answer. */
    private enum Moment {
        AT_ONCE,
        WITH_THE_SAVEPOINT,
        WITH_THE_OBJECTS,
        WITH_THE_NEXT_JOB
    }

    @Test
    void anUpdateThatIsKilledGoesOnWithTheNextStart() throws Exception {
        Folders.empty(folder);
        try (ChildJvm hydrant = hydrant()) {
            hydrant.start();
            await().atMost(SOON).until(service::isReady);
            service.create(DEFINITION.getBytes(UTF_8));
            await().atMost(SOON).until(() -> service.isActive(STREAM));
            for (int version = 1; version <= KILLS.length; version++) {
                put();
                service.moveTo("v" + (version + 1) + "/", STREAM, version);
                put();
                awaitMoment(KILLS[version - 1], version);
                hydrant.kill();
                hydrant.start();
                await().atMost(SOON).until(service::isReady);
                awaitMoment(Moment.WITH_THE_NEXT_JOB, version); // Else the next update would replace this one.
            }
            put();
            service.delete(STREAM);
            await().atMost(SOON).until(() -> service.names().isEmpty());
        }
        FolderStore bucket = new FolderStore(folder.resolve("data/s3/lake"));
        assertThat(bucket.list().keySet().stream().flatMap(key -> lines(bucket, key)))
                .containsExactlyInAnyOrderElementsOf(put);
        assertThat(bucket.list().keySet())
                .allMatch(key -> key.matches("v(\\d)/.*/clicks-\\1-[^/]*"), "is of one version");
    }

    private void awaitMoment(Moment moment, int version) {
        Path streams = folder.resolve("data/checkpoints").resolve(STREAM);
        String drain = version == 1 ? "drain" : "v" + version + "/drain";
        String next = "v" + (version + 1);
        await().atMost(SOON).pollInterval(Duration.ofMillis(2)).until(() -> switch (moment) {
            case AT_ONCE -> true;
            case WITH_THE_SAVEPOINT -> exists(streams, drain);
            case WITH_THE_OBJECTS ->
                !new FolderStore(folder.resolve("data/s3/lake/v" + version))
                        .list()
                        .isEmpty();
            case WITH_THE_NEXT_JOB -> exists(streams, next);
        });
    }

    /** Whether the only incarnation of the stream has such a folder. */
    private static boolean exists(Path streams, String name) {
        try (Stream<Path> incarnations = Files.list(streams)) {
            return incarnations.anyMatch(incarnation -> Files.exists(incarnation.resolve(name)));
        } catch (IOException e) {
            return false;
        }
    }

    private void put() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            lines.add("record " + (put.size() + i));
        }
        service.put(STREAM, String.join("\n", lines) + "\n");
        put.addAll(lines);
    }

    private static Stream<String> lines(FolderStore bucket, String key) {
        try (InputStream object = bucket.open(key)) {
            return new String(object.readAllBytes(), UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildJvm hydrant() throws IOException {
        String configuration = """
                dataDirectory: %s
                gateway: {port: %d}
                flink: {restPort: %d, checkpointInterval: 1 s}
                """.formatted(folder.resolve("data"), service.gatewayPort(), service.restPort());
        Path file = Files.writeString(folder.resolve("hydrant.yaml"), configuration);
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
