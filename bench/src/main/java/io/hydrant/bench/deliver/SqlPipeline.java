package io.hydrant.bench.deliver;

import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * Two tables and an INSERT in Flink SQL: the connector of the source and the filesystem connector in raw format, which closes each
 * record with a newline of its own. Planning is over before the clock starts.
 */
final class SqlPipeline implements Pipeline {
    @Override
    public void build(StreamExecutionEnvironment env, DeliveryRun run) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.executeSql(run.input() == Input.KINESIS ? stream(run) : topic(run));
        tables.executeSql(filesTable(run.output(), ""));
        StreamStatementSet statements = tables.createStatementSet();
        statements.addInsertSql("INSERT INTO files SELECT data FROM events");
        statements.attachAsDataStream();
    }

    private static String topic(DeliveryRun run) {
        String consumer = PeerSource.CONSUMER.entrySet().stream()
                .map(property -> ", 'properties.%s' = '%s'".formatted(property.getKey(), property.getValue()))
                .collect(Collectors.joining());
        return """
                CREATE TEMPORARY TABLE events (data BYTES) WITH (
                  'connector' = 'kafka',
                  'topic' = '%s',
                  'properties.bootstrap.servers' = '%s',
                  'properties.group.id' = 'sql',
                  'scan.startup.mode' = 'earliest-offset',
                  'format' = '%s'%s)
                """.formatted(
                run.topic(), run.server(), run.input() == Input.LOG ? EntryFormatFactory.IDENTIFIER : "raw", consumer);
    }

    private static String stream(DeliveryRun run) {
        return """
                CREATE TEMPORARY TABLE events (data BYTES) WITH (
                  'connector' = 'kinesis',
                  'stream' = '%1$s',
                  'aws.region' = '%2$s',
                  'aws.endpoint' = '%3$s',
                  'aws.credentials.provider' = 'BASIC',
                  'aws.credentials.basic.accesskeyid' = '%4$s',
                  'aws.credentials.basic.secretkey' = '%4$s',
                  'scan.stream.initpos' = 'TRIM_HORIZON',
                  'scan.shard.getrecords.intervalmillis' = '%5$d',
                  'format' = 'raw')
                """.formatted(
                        run.topic(),
                        KinesisPeerSource.REGION,
                        run.server(),
                        KinesisPeerSource.KEY,
                        KinesisPeerSource.POLL_MILLIS);
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
