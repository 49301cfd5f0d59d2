package io.hydrant.bench.deliver;

import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * Two tables and an INSERT in Flink SQL: the Kafka connector and the filesystem connector in raw format, which closes each
 * record with a newline of its own. Planning is over before the clock starts.
 */
final class SqlPipeline implements Pipeline {
    @Override
    public void build(StreamExecutionEnvironment env, DeliveryRun run) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        String consumer = PeerSource.CONSUMER.entrySet().stream()
                .map(property -> ", 'properties.%s' = '%s'".formatted(property.getKey(), property.getValue()))
                .collect(Collectors.joining());
        tables.executeSql("""
                CREATE TEMPORARY TABLE events (data BYTES) WITH (
                  'connector' = 'kafka',
                  'topic' = '%s',
                  'properties.bootstrap.servers' = '%s',
                  'properties.group.id' = 'sql',
                  'scan.startup.mode' = 'earliest-offset',
                  'format' = '%s'%s)
                """.formatted(
                        run.topic(),
                        run.bootstrapServers(),
                        run.input() == Input.LOG ? EntryFormatFactory.IDENTIFIER : "raw",
                        consumer));
        tables.executeSql(filesTable(run.output(), ""));
        StreamStatementSet statements = tables.createStatementSet();
        statements.addInsertSql("INSERT INTO files SELECT data FROM events");
        statements.attachAsDataStream();
    }

    /** DDL of the target table. {@code moreOptions} begins with a comma or is empty. */
    static String filesTable(String folder, String moreOptions) {
        return """
                CREATE TEMPORARY TABLE files (data BYTES) WITH (
                  'connector' = 'filesystem',
                  'path' = '%s',
                  'format' = 'raw'%s)
                """.formatted(folder, moreOptions);
    }
}
