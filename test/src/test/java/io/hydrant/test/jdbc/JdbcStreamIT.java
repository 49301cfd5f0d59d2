package io.hydrant.test.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.test.chaos.Deployment;
import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.job.LocalService;
import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the put to the row in a real PostgreSQL, though processes are killed and connections are cut; what it refused, by a redrive. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class JdbcStreamIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Path FOLDER = Repository.target().resolve("jdbc-stream-it");
    private static final int PUTS = 60;
    private static final int EACH = 100;
    private static final String USER = "postgres";
    private static final Path EXAMPLE = Repository.root().resolve("conf/streams/orders-to-postgresql.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static EmbeddedPostgres postgres;
    private static Deployment deployment;
    private static LocalService service;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("max_prepared_transactions", "20")
                .start();
        deployment = Deployment.start(
                Folders.empty(FOLDER), Map.of(), "delivery: {firstPause: 100 ms, longestPause: 500 ms}\n");
        await().atMost(Duration.ofMinutes(2)).until(deployment::isReady);
        service = new LocalService(
                deployment.endpoint().getPort(), deployment.flink().rest().getPort());
    }

    @AfterAll
    static void stop() throws Exception {
        if (deployment != null) {
            deployment.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        Folders.delete(FOLDER.resolve("data"));
    }

    @Test
    void eachRecordIsOneRowOrOneErrorWhateverDies() throws Exception {
        execute("CREATE TABLE orders (id int, note text)", "CREATE TABLE latest (id int PRIMARY KEY, note text)");
        create("orders");
        create("latest", "id");
        for (int put = 0; put < PUTS; put++) {
            service.put("orders", records(put * EACH, (put + 1) * EACH));
            service.put("latest", records(put * EACH, (put + 1) * EACH));
            if (put == 20) {
                await().atMost(SOON)
                        .until(() -> !query("SELECT 1 FROM orders LIMIT 1").isEmpty());
                replaceTaskManager(0);
            }
            if (ThreadLocalRandom.current().nextInt(10) == 0) {
                execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'Hydrant'");
            }
        }
        List<String> good = IntStream.range(0, PUTS * EACH)
                .filter(id -> !isBad(id))
                .mapToObj(String::valueOf)
                .toList();
        for (String stream : List.of("orders", "latest")) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(query("SELECT DISTINCT id FROM " + stream))
                            .hasSize(good.size()));
            service.delete(stream);
            await().atMost(SOON).until(() -> !service.names().contains(stream));
            assertThat(query("SELECT id FROM " + stream + " ORDER BY id")).isEqualTo(good);
        }
        assertThat(query("SELECT gid FROM pg_prepared_xacts")).isEmpty();
        assertThat(errors("orders"))
                .hasSize(PUTS * EACH - good.size())
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "\"errorCode\":\"JDBC.InvalidValue\"",
                                "\"table\":\"public.orders\"",
                                "\"sqlState\":\"22P02\""));

        execute("ALTER TABLE orders ALTER id TYPE text");
        assertThat(redrive("orders"))
                .contains("Redrive 1 is done: " + (PUTS * EACH - good.size())
                        + " records taken, 0 of them failed again and are in the error output.");
        assertThat(query("SELECT note FROM orders ORDER BY note::int"))
                .isEqualTo(IntStream.range(0, PUTS * EACH)
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(query("SELECT gid FROM pg_prepared_xacts")).isEmpty();
        assertThat(redrive("orders")).contains("Nothing to re-drive.");
    }

    /** What the command says of a stream that is known by its file, for it has been deleted. */
    private static String redrive(String stream) {
        return new ChildJvm(
                        "redrive",
                        FOLDER,
                        ChildJvm.classpath(),
                        List.of("-Xmx512m"),
                        Map.of(),
                        "io.hydrant.standalone.command.HydrantCommand",
                        "redrive",
                        "--stream",
                        file(stream).toString(),
                        "--conf",
                        deployment.configuration().toString())
                .run(SOON);
    }

    private static Path file(String stream) {
        return FOLDER.resolve(stream + ".json");
    }

    private static boolean isBad(int id) {
        return id % 997 == 5;
    }

    private static String records(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(id ->
                        "{\"id\": " + (isBad(id) ? "\"no number " + id + "\"" : id) + ", \"note\": \"" + id + "\"}\n")
                .collect(Collectors.joining());
    }

    /** As the example says it, into a table here. */
    private static void create(String table, String... keys) throws Exception {
        ObjectNode definition = (ObjectNode) JSON.readTree(EXAMPLE.toFile());
        definition.put("DeliveryStreamName", table);
        ObjectNode s3 = (ObjectNode) definition.path("ExtendedS3DestinationConfiguration");
        s3.put("BucketARN", "arn:aws:s3:::" + table);
        s3.withObjectProperty("BufferingHints").put("IntervalInSeconds", 0);
        ObjectNode jdbc = (ObjectNode) definition.at("/Hydrant/Jdbc");
        jdbc.put("Url", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
        jdbc.put("Table", "public." + table).put("Username", USER).put("Password", USER);
        for (String key : keys) {
            jdbc.withArrayProperty("KeyColumns").add(key);
        }
        byte[] bytes = JSON.writeValueAsBytes(definition);
        Files.write(file(table), bytes);
        service.create(bytes);
        await().atMost(SOON).until(() -> service.isActive(table));
    }

    private static void replaceTaskManager(int index) {
        ChildJvm one = deployment.flink().taskManagers().get(index);
        one.kill();
        one.start();
    }

    private static List<String> errors(String stream) throws Exception {
        FolderStore store = new FolderStore(deployment.bucket(stream));
        List<String> lines = new ArrayList<>();
        for (String key : store.list().keySet()) {
            if (key.startsWith("failed/jdbc-failed/")) {
                try (InputStream in = store.open(key)) {
                    new String(in.readAllBytes(), UTF_8).lines().forEach(lines::add);
                }
            }
        }
        return lines;
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", USER, USER);
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }
}
