package io.hydrant.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import javax.sql.XADataSource;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExactlyOnceOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSinkBuilder;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.postgresql.xa.PGXADataSource;

/** The job that one would write with Flink's own sink: records to columns with Jackson, batches of the same size. */
final class SinkRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** As many rows as Hydrant has in a batch. */
    private static final int BATCH = 1000;

    private static final long BATCH_MILLIS = 1000;
    private static final String REWRITE = "?reWriteBatchedInserts=true";

    private SinkRows() {}

    static void build(StreamExecutionEnvironment env, TableRun run) {
        String url = run.url() + REWRITE;
        DataStream<byte[]> records = env.fromSequence(0, run.records() - 1).map(Orders::order);
        JdbcSinkBuilder<byte[]> builder = JdbcSink.<byte[]>builder()
                .withQueryStatement(
                        "INSERT INTO " + run.table() + " VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb)", SinkRows::bind)
                .withExecutionOptions(JdbcExecutionOptions.builder()
                        .withBatchSize(BATCH)
                        .withBatchIntervalMs(BATCH_MILLIS)
                        .withMaxRetries(run.contestant().isExactlyOnce() ? 0 : 3)
                        .build());
        records.sinkTo(
                run.contestant().isExactlyOnce()
                        ? builder.buildExactlyOnce(
                                JdbcExactlyOnceOptions.builder()
                                        .withTransactionPerConnection(true)
                                        .build(),
                                () -> dataSource(url))
                        : builder.buildAtLeastOnce(new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                                .withUrl(url)
                                .withDriverName("org.postgresql.Driver")
                                .withUsername(TableRun.USER)
                                .withPassword(TableRun.USER)
                                .build()));
    }

    private static XADataSource dataSource(String url) {
        PGXADataSource source = new PGXADataSource();
        source.setUrl(url);
        source.setUser(TableRun.USER);
        source.setPassword(TableRun.USER);
        return source;
    }

    private static void bind(PreparedStatement statement, byte[] record) throws SQLException {
        JsonNode order;
        try {
            order = JSON.readTree(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        statement.setLong(1, order.path("id").longValue());
        statement.setString(2, order.path("customer").textValue());
        statement.setTimestamp(3, new Timestamp(order.path("placed").longValue()));
        statement.setBigDecimal(4, order.path("total").decimalValue());
        statement.setInt(5, order.path("items").intValue());
        statement.setBoolean(6, order.path("paid").booleanValue());
        statement.setString(7, order.path("note").textValue());
        if (order.has("address")) {
            statement.setString(8, order.path("address").toString());
        } else {
            statement.setNull(8, Types.VARCHAR);
        }
    }
}
