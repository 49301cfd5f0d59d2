package io.hydrant.sinks.jdbc;

import static io.hydrant.sinks.jdbc.TableJob.await;
import static io.hydrant.sinks.jdbc.TestTables.buffer;
import static io.hydrant.sinks.jdbc.TestTables.execute;
import static io.hydrant.sinks.jdbc.TestTables.options;
import static io.hydrant.sinks.jdbc.TestTables.query;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each record is a row once, or is a failure, whatever happens between a checkpoint and its commit. */
@Timeout(60)
class JdbcOperatorTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static String url = "";

    private final List<TableJob> open = new ArrayList<>();
    private String more = "";
    private Duration retries = LONG;
    private long kept = 64 << 20;

    @BeforeAll
    static void create() throws Exception {
        url = TestTables.postgres("operator_test");
    }

    @BeforeEach
    void table() throws Exception {
        execute(url, "DROP TABLE IF EXISTS orders", "CREATE TABLE orders (id int, total int)");
    }

    @AfterEach
    void close() throws Exception {
        TestTables.administer("ALTER DATABASE operator_test ALLOW_CONNECTIONS true");
        for (TableJob job : open) {
            job.close();
        }
        assertThat(preparedTransactions()).isEmpty();
    }

    @Test
    void rowsAreVisibleWhenTheirCheckpointIsComplete() throws Exception {
        TableJob job = start(null);
        job.write(orders(1, 4));
        job.checkpoint(1);
        assertThat(ids()).isEmpty();
        job.write(orders(4, 6));

        job.complete(1);
        awaitIds(1, 4);

        job.checkpoint(2);
        job.complete(2);
        awaitIds(1, 6);
    }

    @Test
    void whatNoCheckpointHoldsIsRolledBackAndWrittenAgain() throws Exception {
        TableJob job = start(null);
        OperatorSubtaskState before = job.checkpoint(1);
        job.write(orders(1, 4));
        job.checkpoint(2);
        assertThat(preparedTransactions()).hasSize(1);
        crash(job);

        TableJob next = start(before);
        await().untilAsserted(() -> assertThat(preparedTransactions()).isEmpty());
        next.write(orders(1, 4));
        next.checkpoint(3);
        next.complete(3);
        awaitIds(1, 4);
    }

    @Test
    void whatACheckpointHoldsIsCommittedByTheNextJob() throws Exception {
        TableJob job = start(null);
        job.write(orders(1, 4));
        OperatorSubtaskState state = job.checkpoint(1);
        crash(job);
        assertThat(ids()).isEmpty();

        TableJob next = start(state);
        awaitIds(1, 4);
        OperatorSubtaskState after = next.checkpoint(2);
        crash(next);

        start(after);
        start(state);
        awaitIds(1, 4);
    }

    @Test
    void transactionsOfOtherStreamsAreLeftAlone() throws Exception {
        String other = "hydrant:another-stream:0:run:1";
        execute(url, "BEGIN", "INSERT INTO orders VALUES (100, 1)", "PREPARE TRANSACTION '" + other + "'");
        TableJob job = start(null);
        job.write(orders(1, 4));
        job.checkpoint(1);
        crash(job);
        start(null);
        await().untilAsserted(() -> assertThat(preparedTransactions()).containsExactly(other));
        execute(url, "ROLLBACK PREPARED '" + other + "'");
    }

    /** As a TaskManager does that has lost its JobManager, while the job goes on elsewhere. */
    @Test
    void aRunThatWasReplacedLeavesTheTransactionsOfItsSuccessorAlone() throws Exception {
        TableJob replaced = start(null);
        TableJob successor = start(null);
        successor.write(orders(1, 4));
        successor.checkpoint(1);
        replaced.write(orders(4, 6));
        replaced.checkpoint(1);
        replaced.complete(1);
        await().untilAsserted(() -> assertThat(ids()).containsExactly("4", "5"));
        // It looks for what is left behind each commit, so with the second one it has looked.
        replaced.write(orders(6, 7));
        replaced.checkpoint(2);
        replaced.complete(2);
        await().untilAsserted(() -> assertThat(ids()).containsExactly("4", "5", "6"));
        assertThat(preparedTransactions()).hasSize(1);

        successor.complete(1);
        awaitIds(1, 7);
    }

    @Test
    void transactionsFindTheirSubtaskAfterAChangeOfParallelism() throws Exception {
        TableJob first = start(null, 2, 0);
        TableJob second = start(null, 2, 1);
        first.write(orders(1, 3));
        second.write(orders(3, 6));
        OperatorSubtaskState state =
                AbstractStreamOperatorTestHarness.repackageState(first.checkpoint(1), second.checkpoint(1));
        second.write(orders(6, 9));
        second.checkpoint(2);
        crash(first);
        crash(second);
        assertThat(preparedTransactions()).hasSize(3);

        start(AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 8, 2, 1, 0), 1, 0);
        awaitIds(1, 6);
        await().untilAsserted(() -> assertThat(preparedTransactions()).isEmpty());

        TableJob one = open.get(open.size() - 1);
        one.write(orders(6, 9));
        OperatorSubtaskState later = one.checkpoint(3);
        crash(one);
        for (int subtask = 0; subtask < 3; subtask++) {
            start(AbstractStreamOperatorTestHarness.repartitionOperatorState(later, 8, 1, 3, subtask), 3, subtask);
        }
        awaitIds(1, 9);
    }

    @Test
    void aConnectionThatIsLostCostsNothing() throws Exception {
        TableJob job = start(null);
        job.write(orders(1, 4));
        killConnections();
        job.hand(orders(4, 6));
        await().untilAsserted(() -> {
            OperatorSubtaskState unused = job.checkpoint(nextCheckpoint++);
            job.complete(nextCheckpoint - 1);
            assertThat(ids()).hasSize(5);
        });
        awaitIds(1, 6);
        assertThat(job.failures()).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayForAWhileIsWaitedForAndCheckpointsGoOn() throws Exception {
        TableJob job = start(null);
        job.write(orders(1, 3));
        away();
        job.hand(orders(3, 6));
        await().until(() -> openConnections() == 0);
        OperatorSubtaskState state = job.checkpoint(1);
        crash(job);
        TableJob next = start(state);
        OperatorSubtaskState unused = next.checkpoint(2);
        back();

        await().untilAsserted(() -> {
            OperatorSubtaskState again = next.checkpoint(nextCheckpoint++);
            next.complete(nextCheckpoint - 1);
            assertThat(ids()).hasSize(5);
        });
        awaitIds(1, 6);
        assertThat(next.failures()).isEmpty();
    }

    @Test
    void recordsOfADatabaseThatStaysAwayAreFailuresAndLaterOnesAreNot() throws Exception {
        retries = SHORT;
        TableJob job = start(null);
        away();
        job.hand(orders(1, 3));
        await().untilAsserted(() -> assertThat(job.failures()).hasSize(2));
        assertThat(job.failures()).allSatisfy(failed -> {
            assertThat(failed.outputType()).isEqualTo("jdbc-failed");
            assertThat(failed.errorCode()).isEqualTo("JDBC.NotReady");
            assertThat(failed.attemptsMade()).isGreaterThan(1);
            assertThat(failed.details()).startsWith("\"table\":\"orders\",\"sqlState\":\"55000\"");
            assertThat(new String(failed.rawData(), UTF_8)).startsWith("{\"id\":");
        });
        back();
        job.write(orders(3, 6));
        job.awaitWritten();
        job.checkpoint(1);
        job.complete(1);
        awaitIds(3, 6);
        assertThat(job.failures()).hasSize(2);
    }

    @Test
    void recordsWithoutATableAreFailuresUntilItIsThere() throws Exception {
        retries = SHORT;
        execute(url, "DROP TABLE orders");
        TableJob job = start(null);
        job.hand(orders(1, 3));
        await().untilAsserted(() -> assertThat(job.failures())
                .hasSize(2)
                .allMatch(failed -> failed.errorCode().equals("JDBC.TableNotFound")));
        execute(url, "CREATE TABLE orders (id int, total int)");
        job.write(orders(3, 6));
        job.awaitWritten();
        job.checkpoint(1);
        job.complete(1);
        awaitIds(3, 6);
    }

    /** A rejection is part of the checkpoint that the neighbours are in. */
    @Test
    void rejectedRecordsLeaveWithTheCheckpoint() throws Exception {
        TableJob job = start(null);
        job.write(buffer("{\"id\": 1}", "{\"id\": \"x\"}", "{\"id\": 2}"));
        job.write(buffer("{\"id\": \"y\"}"));
        assertThat(job.failures()).isEmpty();
        job.checkpoint(1);
        assertThat(job.failures())
                .extracting(FailedRecord::errorCode)
                .containsOnly("JDBC.InvalidValue")
                .hasSize(2);
        job.complete(1);
        awaitIds(1, 3);
        job.write(buffer("{\"id\": \"y\"}"));
        job.checkpoint(2);
        assertThat(preparedTransactions()).as("nothing was written").isEmpty();
    }

    @Test
    void moreThanIsKeptIsWrittenAllTheSame() throws Exception {
        kept = 10;
        TableJob job = start(null);
        for (int i = 1; i < 50; i += 7) {
            job.write(orders(i, i + 7));
        }
        job.awaitWritten();
        job.checkpoint(1);
        job.complete(1);
        awaitIds(1, 50);
    }

    @Test
    void whatIsLeftAtTheEndIsCommittedBeforeTheJobEnds() throws Exception {
        TableJob job = start(null);
        job.write(orders(1, 4));
        job.endInput();
        job.checkpoint(1);
        assertThat(ids()).isEmpty();
        job.complete(1);
        assertThat(ids()).hasSize(3);
    }

    /** Buffers of the error output fire with the last watermark: behind it a failure would be lost. */
    @Test
    void failuresComeBeforeTheLastWatermark() throws Exception {
        execute(url, "DROP TABLE orders");
        retries = SHORT;
        TableJob job = start(null);
        job.hand(orders(1, 3));
        job.lastWatermark();
        assertThat(job.failures()).hasSize(2);
        assertThat(job.output()).hasSize(3).last().isEqualTo(Watermark.MAX_WATERMARK);
    }

    @Test
    void withoutPreparedTransactionsRowsAreVisibleAtOnce() throws Exception {
        more = ", 'Transactions': 'LOCAL'";
        TableJob job = start(null);
        job.write(orders(1, 4));
        awaitIds(1, 4);
        assertThat(preparedTransactions()).isEmpty();
    }

    @Test
    void aDatabaseThatPreparesNoTransactionsIsRefused() throws Exception {
        try (EmbeddedPostgres other = EmbeddedPostgres.start()) {
            JdbcOptions options =
                    options("jdbc:postgresql://127.0.0.1:" + other.getPort() + "/postgres", "orders", "", retries);
            assertThatThrownBy(() -> TableJob.start(options, null, 1, 0))
                    .hasMessageContaining("max_prepared_transactions: 0 in the database")
                    .hasMessageContaining("set it to at least twice the parallelism");
        }
    }

    /** A key that is in a transaction which waits for its checkpoint is locked until then. */
    @Test
    void aLockedKeyDoesNotHoldUpTheCheckpointThatItsLockWaitsFor() throws Exception {
        execute(url, "ALTER TABLE orders ADD PRIMARY KEY (id)");
        more = ", 'KeyColumns': ['id'], 'Transactions': 'XA'";
        TableJob job = start(null);
        job.write(orders(1, 4));
        job.awaitWritten();
        job.checkpoint(1);
        job.hand(orders(2, 6));
        await().until(() -> query(url, "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                        .size()
                == 1);
        job.complete(1);
        job.awaitWritten();
        job.checkpoint(2);
        job.complete(2);
        awaitIds(1, 6);
    }

    private long nextCheckpoint = 10;

    private static Buffer orders(int from, int to) {
        return buffer(IntStream.range(from, to)
                .mapToObj(id -> "{\"id\": " + id + ", \"total\": 1}")
                .toArray(String[]::new));
    }

    private TableJob start(@Nullable OperatorSubtaskState state) throws Exception {
        return start(state, 1, 0);
    }

    private TableJob start(@Nullable OperatorSubtaskState state, int parallelism, int subtask) throws Exception {
        TableJob job = TableJob.start(options(url, "orders", more, retries, kept), state, parallelism, subtask);
        open.add(job);
        return job;
    }

    private void crash(TableJob job) throws Exception {
        open.remove(job);
        job.close();
    }

    private static void awaitIds(int from, int to) {
        await().untilAsserted(() -> assertThat(ids())
                .containsExactlyElementsOf(
                        IntStream.range(from, to).boxed().map(String::valueOf).toList()));
    }

    private static List<String> ids() throws SQLException {
        return query(url, "SELECT id FROM orders ORDER BY id");
    }

    private static List<String> preparedTransactions() throws SQLException {
        return query(url, "SELECT gid FROM pg_prepared_xacts WHERE database = 'operator_test'");
    }

    private static void killConnections() throws SQLException {
        TestTables.administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'operator_test'");
    }

    private static int openConnections() throws SQLException {
        return TestTables.count("SELECT count(*) FROM pg_stat_activity WHERE datname = 'operator_test'");
    }

    private static void away() throws SQLException {
        TestTables.administer("ALTER DATABASE operator_test ALLOW_CONNECTIONS false");
        killConnections();
    }

    private static void back() throws SQLException {
        TestTables.administer("ALTER DATABASE operator_test ALLOW_CONNECTIONS true");
    }
}
