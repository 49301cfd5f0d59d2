package io.hydrant.test.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.sinks.redshift.RedshiftCopy;
import io.hydrant.sinks.redshift.RedshiftCopyOptions;
import io.hydrant.sinks.s3.StagedObjectType;
import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of objects in a table, with everything that can be wrong with it: the driver is Redshift's own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RedshiftCopyIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(200);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ERRORS = "staged/errors/manifests/";

    private static final Path FOLDER = Repository.target().resolve("redshift-copy-it");
    private static final FolderStore BUCKET = new FolderStore(FOLDER.resolve("bucket"));
    private static FakeRedshift redshift;

    @BeforeAll
    static void start() throws Exception {
        Folders.empty(FOLDER);
        redshift = FakeRedshift.start(url -> {
            try (InputStream object = BUCKET.open(url.substring(("s3://" + CopyJob.BUCKET + "/").length()))) {
                return object.readAllBytes();
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        redshift.close();
    }

    @BeforeEach
    void emptyTables() throws Exception {
        Folders.empty(FOLDER);
        redshift.createTable("clicks", "n int, text varchar(20)");
        redshift.execute("DROP TABLE IF EXISTS hydrant_ledger");
    }

    @Test
    void whatIsWrongWithABatchIsNamedAndTheNextOnesGoOn() throws Exception {
        JobClient job = run(options("", Duration.ZERO));

        fails("Redshift.DiskFull", 1, () -> redshift.failNext("53100", "Disk Full"));
        fails("Redshift.ReadOnlyCluster", 2, () -> redshift.failNext("XX000", "The cluster is in read-only mode"));
        fails("Redshift.TableNotFound", 3, () -> redshift.execute("ALTER TABLE clicks RENAME TO gone"));
        redshift.execute("ALTER TABLE gone RENAME TO clicks");
        fails("Redshift.InsufficientPrivilege", 4, () -> redshift.execute("REVOKE INSERT ON clicks FROM loader"));
        redshift.execute("GRANT INSERT ON clicks TO loader");
        fails("Redshift.MissingColumn", 5, () -> redshift.execute("ALTER TABLE clicks ADD more int NOT NULL"));
        redshift.execute("ALTER TABLE clicks DROP more");
        String bad = FedObjects.feed(FOLDER.resolve("bucket"), "bad", "{\"n\":\"seven of them\"}\n");
        JsonNode manifest = manifest(6);
        assertThat(manifest.at("/meta/errorCode").asText()).isEqualTo("Redshift.DataLoadFailed");
        assertThat(manifest.at("/meta/sqlState").asText()).isEqualTo("22P02");
        assertThat(manifest.at("/entries/0/url").asText()).isEqualTo(bad);
        FedObjects.feed("s3://" + CopyJob.BUCKET + "/staged/gone", 1);
        assertThat(manifest(7).at("/meta/errorCode").asText()).isEqualTo("Redshift.MissingS3File");
        FedObjects.feed(FOLDER.resolve("bucket"), "good", "{\"n\":1}\n{\"n\":2}\n");
        await().atMost(SOON).until(() -> redshift.query("SELECT n FROM clicks").size() == 2);

        JobExecutionResult result = end(job);
        assertThat(result.<Long>getAccumulatorResult(RedshiftCopy.LOADED)).isEqualTo(2);
        assertThat(result.<Long>getAccumulatorResult(RedshiftCopy.SKIPPED)).isEqualTo(7);
    }

    @Test
    void aColumnThatIsNotThereAndAPasswordThatIsWrongAreNamed() throws Exception {
        JobClient job = run(options("n, nowhere", Duration.ZERO));
        fails("Redshift.ColumnNotFound", 1, () -> {});
        end(job);

        RedshiftCopyOptions right = options("", Duration.ZERO);
        JobClient wrong = run(new RedshiftCopyOptions(
                right.stream(),
                "2",
                right.destination(),
                FakeRedshift.USER,
                "anotherPassword",
                null,
                right.secrets(),
                right.config(),
                right.bucket(),
                right.prefix()));
        fails("Redshift.AuthenticationFailed", 2, () -> {});
        end(wrong);
        assertThat(manifests())
                .allSatisfy((key, manifest) -> assertThat(manifest).doesNotContain("anotherPassword"));
    }

    /** What is skipped meanwhile is named; what comes after is loaded; what comes again is not loaded twice. */
    @Test
    void aDatabaseThatIsAwayForLongerThanTheRetriesDelaysNothingButItself() throws Exception {
        JobClient job = run(options("", Duration.ofSeconds(2)));
        String first = FedObjects.feed(FOLDER.resolve("bucket"), "first", "{\"n\":1}\n");
        await().atMost(SOON).until(() -> !redshift.query("SELECT n FROM clicks").isEmpty());

        redshift.goAway();
        String skipped = FedObjects.feed(FOLDER.resolve("bucket"), "skipped", "{\"n\":2}\n{\"n\":3}\n");
        JsonNode manifest = manifest(1);
        assertThat(manifest.at("/meta/errorCode").asText()).isEqualTo("Redshift.ConnectionFailed");
        assertThat(manifest.at("/meta/attemptsMade").asInt()).isGreaterThan(3);
        assertThat(manifest.at("/meta/record_count").asInt()).isEqualTo(2);
        assertThat(manifest.at("/entries/0/url").asText()).isEqualTo(skipped);
        FedObjects.feed(FOLDER.resolve("bucket"), "late", "{\"n\":4}\n");
        redshift.comeBack();
        await().atMost(SOON).until(() -> redshift.query("SELECT n FROM clicks").size() == 2);
        assertThat(redshift.query("SELECT n FROM clicks ORDER BY n")).containsExactly("1", "4");

        FedObjects.feed(first, 1);
        FedObjects.feed(skipped, 2);
        FedObjects.feed(skipped, 2);
        JobExecutionResult result = end(job);
        assertThat(redshift.query("SELECT n FROM clicks ORDER BY n")).containsExactly("1", "2", "3", "4");
        assertThat(result.<Long>getAccumulatorResult(RedshiftCopy.LOADED)).isEqualTo(4);
        assertThat(manifests()).hasSize(1);
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNotDoneAgain() throws Exception {
        redshift.loseNextCommitAnswer();
        JobClient job = run(options("", Duration.ofSeconds(20)));
        FedObjects.feed(FOLDER.resolve("bucket"), "once", "{\"n\":1}\n");

        JobExecutionResult result = end(job);
        assertThat(redshift.query("SELECT n FROM clicks")).containsExactly("1");
        assertThat(result.<Long>getAccumulatorResult(RedshiftCopy.KNOWN)).isEqualTo(1);
        assertThat(manifests()).isEmpty();
    }

    /** An attempt that nobody waits for any more holds the ledger until it commits: its objects are seen. */
    @Test
    void anAttemptOfAnotherProcessThatIsStillUnderWayIsWaitedFor() throws Exception {
        JobClient job = run(options("", Duration.ofSeconds(20)));
        FedObjects.feed(FOLDER.resolve("bucket"), "first", "{\"n\":1}\n");
        await().atMost(SOON).until(() -> !redshift.query("SELECT n FROM clicks").isEmpty());
        String url = "s3://" + CopyJob.BUCKET + "/staged/second";
        try (Connection zombie = redshift.connection();
                Statement statement = zombie.createStatement()) {
            zombie.setAutoCommit(false);
            statement.execute("LOCK TABLE hydrant_ledger");
            statement.execute("INSERT INTO clicks (n) VALUES (2)");
            statement.execute("INSERT INTO hydrant_ledger VALUES ('clicks', '" + url + "', 'zombie', 1, now())");
            FedObjects.feed(FOLDER.resolve("bucket"), "second", "{\"n\":2}\n");
            await().atMost(SOON)
                    .until(() -> redshift.query("SELECT 1 FROM pg_locks WHERE NOT granted"), List.of("1")::equals);
            zombie.commit();
        }
        end(job);
        assertThat(redshift.query("SELECT n FROM clicks ORDER BY n")).containsExactly("1", "2");
    }

    private interface Breakage {
        void run() throws Exception;
    }

    private static void fails(String code, int manifests, Breakage breakage) throws Exception {
        breakage.run();
        String url = FedObjects.feed(FOLDER.resolve("bucket"), "object-" + manifests, "{\"n\":0}\n");
        JsonNode manifest = manifest(manifests);
        assertThat(manifest.at("/meta/errorCode").asText()).isEqualTo(code);
        assertThat(manifest.at("/meta/stream").asText()).isEqualTo(CopyJob.STREAM);
        assertThat(manifest.path("entries")).hasSize(1);
        assertThat(manifest.at("/entries/0/url").asText()).isEqualTo(url);
        assertThat(manifest.at("/entries/0/mandatory").asBoolean()).isTrue();
    }

    /** The newest of so many. */
    private static JsonNode manifest(int count) throws Exception {
        await().atMost(SOON).until(() -> manifests().size() == count);
        String newest = manifests().values().stream()
                .max((a, b) -> Long.compare(time(a), time(b)))
                .orElseThrow();
        return JSON.readTree(newest);
    }

    private static long time(String manifest) {
        try {
            return JSON.readTree(manifest).at("/meta/attemptEndingTimestamp").asLong();
        } catch (Exception e) {
            throw new AssertionError(manifest, e);
        }
    }

    private static Map<String, String> manifests() throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (String key : BUCKET.list().keySet()) {
            if (key.startsWith(ERRORS)) {
                try (InputStream object = BUCKET.open(key)) {
                    String text = new String(object.readAllBytes(), UTF_8);
                    if (text.endsWith("}}")) {
                        found.put(key, text); // Else it is still being written: it is no object, but a file.
                    }
                }
            }
        }
        return found;
    }

    private static RedshiftCopyOptions options(String columns, Duration retries) {
        return CopyJob.options(redshift.endpoint(), FOLDER.resolve("bucket"), "clicks", columns, retries, OFTEN);
    }

    private static JobClient run(RedshiftCopyOptions options) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, CopyJob.flink(FOLDER));
        new RedshiftCopy(options).attach(env.addSource(new FedObjects(), "objects", StagedObjectType.INSTANCE), "copy");
        return env.executeAsync();
    }

    private static JobExecutionResult end(JobClient job) throws Exception {
        FedObjects.end();
        return job.getJobExecutionResult().get();
    }
}
