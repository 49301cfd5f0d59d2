package io.hydrant.sinks.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.config.SecretsManagerConfig;
import io.hydrant.core.definition.JdbcDestination;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.sinks.request.RetryRule;
import io.hydrant.sinks.request.RetryRule.Counting;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables of a real PostgreSQL, which runs as long as the tests, and what is written to them. */
final class TestTables {
    static final String JOB = "5f0c6f0a-job";

    private static final String SUPERUSER = "postgres";
    private static final SecretsManagerConfig NO_SECRETS = new SecretsManagerConfig(null, null, null, null, null, null);
    private static final long KEPT = 64 << 20;
    private static @Nullable EmbeddedPostgres postgres;

    private TestTables() {}

    /** URL of a database of its own. */
    static synchronized String postgres(String database) throws IOException, SQLException {
        if (postgres == null) {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_prepared_transactions", "20")
                    .start();
        }
        String base = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/";
        try (Connection connection = DriverManager.getConnection(base + SUPERUSER, SUPERUSER, SUPERUSER)) {
            Statements.execute(connection, "CREATE DATABASE " + database);
        }
        return base + database;
    }

    /** What is said to the whole server. */
    static void administer(String sql) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + String.valueOf(port()) + "/" + SUPERUSER;
        try (Connection connection = DriverManager.getConnection(url, SUPERUSER, SUPERUSER)) {
            Statements.execute(connection, sql);
        }
    }

    /** The number that a query of the server gives. */
    static int count(String sql) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + String.valueOf(port()) + "/" + SUPERUSER;
        return Integer.parseInt(query(url, sql).get(0));
    }

    private static synchronized int port() {
        return postgres == null ? 0 : postgres.getPort();
    }

    static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = connect(url)) {
            Statements.execute(connection, List.of(statements));
        }
    }

    /** The rows of a query, each as its columns with bars between. */
    static List<String> query(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int c = 1; c <= rows.getMetaData().getColumnCount(); c++) {
                    row.append(c == 1 ? "" : "|").append(rows.getString(c));
                }
                all.add(row.toString());
            }
            return all;
        }
    }

    private static Connection connect(String url) throws SQLException {
        return url.startsWith("jdbc:postgresql:")
                ? DriverManager.getConnection(url, SUPERUSER, SUPERUSER)
                : DriverManager.getConnection(url, "root", "");
    }

    /** @param more further members of Hydrant.Jdbc, each with a comma before it */
    static JdbcOptions options(String url, String table, String more, Duration retries) {
        return options(url, table, more, retries, KEPT);
    }

    static JdbcOptions options(String url, String table, String more, Duration retries, long maxBytesKept) {
        String jdbc = ("{'Url': '" + url + "', 'Table': '" + table + "'" + more + "}").replace('\'', '"');
        StreamDefinition definition = StreamDefinition.parse(
                "{\"DeliveryStreamName\": \"orders\", \"ExtendedS3DestinationConfiguration\": {\"RoleARN\":"
                        + " \"arn:aws:iam::123456789012:role/r\", \"BucketARN\": \"arn:aws:s3:::b\"},"
                        + " \"Hydrant\": {\"Destination\": \"JDBC\", \"Jdbc\": " + jdbc + "}}");
        JdbcDestination destination = (JdbcDestination) definition.destination();
        boolean isPostgres = url.startsWith("jdbc:postgresql:");
        String username = destination.username() == null ? (isPostgres ? SUPERUSER : "root") : destination.username();
        return new JdbcOptions(
                destination,
                JOB,
                username,
                destination.password() == null ? (isPostgres ? SUPERUSER : "") : destination.password(),
                null,
                NO_SECRETS,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                new RetryRule(retries, Counting.FROM_FIRST_ATTEMPT, Duration.ofMillis(20), Duration.ofMillis(100)),
                4,
                maxBytesKept);
    }

    static Buffer buffer(String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(1_535_365_800_000L);
        for (String record : records) {
            byte[] bytes = record.getBytes(UTF_8);
            builder.add(bytes, 0, bytes.length);
        }
        return new Buffer(List.of(builder.build()));
    }
}
