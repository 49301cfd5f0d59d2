package io.hydrant.bench.load;

import io.hydrant.bench.process.JobOptions;
import io.hydrant.bench.process.MeasuredJvm;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * The database and the runs: every contestant in a fresh JVM, every row counted.
 *
 * <pre>
 *  contestant's JVM (measured): records in memory -> job -> PostgreSQL, in processes of its own <- this JVM counts
 * </pre>
 */
final class TableBench implements AutoCloseable {
    private final Path work;
    private final JobOptions options;
    private final EmbeddedPostgres postgres;
    private final MeasuredJvm jvms;

    /** @param work folder for everything */
    TableBench(Path work, JobOptions options) {
        this.work = work;
        this.options = options;
        try {
            this.postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_prepared_transactions", "64")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("max_wal_size", "8GB")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL", e);
        }
        this.jvms = new MeasuredJvm(work, options);
    }

    /**
     * Runs one contestant.
     *
     * @throws IllegalStateException if it failed, or if the table does not hold every record once
     */
    TableOutcome run(TableContestant contestant, long records, long warmUp, int round) {
        String table = "%s_%d".formatted(contestant, round).toLowerCase(Locale.ROOT);
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
        TableRun run = new TableRun(
                contestant,
                url,
                table,
                records,
                warmUp,
                options.parallelism(),
                work.resolve("checkpoints").toUri().toString());
        try (Connection connection = DriverManager.getConnection(url, TableRun.USER, TableRun.USER);
                Statement statement = connection.createStatement()) {
            for (String name : List.of(table, table + TableRun.WARM_UP)) {
                statement.execute("CREATE TABLE " + name + " (" + Orders.COLUMNS + ")");
            }
            statement.execute("CHECKPOINT");
            TableMeasured measured = jvms.run(TableMain.class, run, TableMeasured.class, List.of());
            try (ResultSet counts = statement.executeQuery("SELECT count(*), count(DISTINCT id) FROM " + table)) {
                boolean whole = counts.next() && counts.getLong(1) == records && counts.getLong(2) == records;
                if (!whole) {
                    throw new IllegalStateException(contestant.label() + " wrote " + counts.getLong(1) + " rows, "
                            + counts.getLong(2) + " different ones, of " + records + " records");
                }
            }
            statement.execute("DROP TABLE " + table);
            return new TableOutcome(contestant, round, records, measured);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot ask PostgreSQL", e);
        }
    }

    @Override
    public void close() {
        jvms.close();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
