package io.hydrant.bench.deliver;

import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * Two tables and an INSERT in Flink SQL: the connector of the source and the filesystem connector. In raw format it closes each
 * record with a newline of its own; of a run with a conversion, the records are read as JSON and written in another format.
 * Planning is over before the clock starts.
 */
final class SqlPipeline implements Pipeline {
    @Override
    public void build(StreamExecutionEnvironment env, DeliveryRun run) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        DeliveryRun.Conversion conversion = run.conversion();
        if (conversion == null) {
            tables.executeSql(
                    run.input() == Input.KINESIS
                            ? stream(run)
                            : topic(
                                    run,
                                    "data BYTES",
                                    run.input() == Input.LOG ? EntryFormatFactory.IDENTIFIER : "raw"));
            tables.executeSql(filesTable(run.output(), ""));
        } else {
            tables.executeSql(topic(run, conversion.columns(), "json"));
            tables.executeSql(filesTable(run.output(), conversion.columns(), conversion.fileOptions()));
        }
        StreamStatementSet statements = tables.createStatementSet();
        statements.addInsertSql("INSERT INTO files SELECT * FROM events");
        statements.attachAsDataStream();
    }

    private static String topic(DeliveryRun run, String columns, String format) {
        String consumer = PeerSource.CONSUMER.entrySet().stream()
                .map(property -> ", 'properties.%s' = '%s'".formatted(property.getKey(), property.getValue()))
                .collect(Collectors.joining());
        return """
                CREATE TEMPORARY TABLE events (%s) WITH (
                  'connector' = 'kafka',
                  'topic' = '%s',
                  'properties.bootstrap.servers' = '%s',
                  'properties.group.id' = 'sql',
                  'scan.startup.mode' = 'earliest-offset',
                  'format' = '%s'%s)
                """.formatted(columns, run.topic(), run.server(), format, consumer);
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

    /** DDL of a target table for bytes. {@code moreOptions} begins with a comma or is empty. */
    static String filesTable(String folder, String moreOptions) {
        return filesTable(folder, "data BYTES", "'format' = 'raw'" + moreOptions);
    }

    private static String filesTable(String folder, String columns, String format) {
        return """
                CREATE TEMPORARY TABLE files (%s) WITH (
                  'connector' = 'filesystem',
                  'path' = '%s',
                  %s)
                """.formatted(columns, folder, format);
    }
}
