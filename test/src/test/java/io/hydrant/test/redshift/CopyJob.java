package io.hydrant.test.redshift;

import io.hydrant.core.config.RedshiftConfig;
import io.hydrant.core.config.SecretsManagerConfig;
import io.hydrant.core.definition.RedshiftDestination;
import io.hydrant.sinks.redshift.RedshiftCopyOptions;
import io.hydrant.sinks.s3.StagingBucket;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;

/** How jobs of these tests copy, and run. */
final class CopyJob {
    static final String STREAM = "clicks";
    static final String BUCKET = "lake";

    private CopyJob() {}

    /** Options of a stream whose bucket is a folder. */
    static RedshiftCopyOptions options(
            String endpoint, Path bucket, String table, String columns, Duration retries, Duration interval) {
        RedshiftDestination destination = new RedshiftDestination(
                "cluster.example.us-east-1.redshift.amazonaws.com",
                5439,
                FakeRedshift.DATABASE,
                FakeRedshift.ROLE,
                table,
                columns,
                "JSON 'auto'",
                FakeRedshift.USER,
                FakeRedshift.PASSWORD,
                retries,
                null);
        return new RedshiftCopyOptions(
                STREAM,
                "1",
                destination,
                FakeRedshift.USER,
                FakeRedshift.PASSWORD,
                null,
                new SecretsManagerConfig(null, null, null, null, null, null),
                new RedshiftConfig(endpoint, Boolean.FALSE, null, interval, null, null, null, null, null, null, null),
                new StagingBucket(bucket.toUri(), BUCKET),
                "staged/");
    }

    /** Flink's, with frequent checkpoints and without a second attempt of the job. */
    static Configuration flink(Path folder) {
        Configuration flink = new Configuration();
        flink.setString("execution.checkpointing.interval", "200 ms");
        flink.setString(
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString());
        flink.setString("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        flink.setString("pipeline.generic-types", "false");
        flink.setString("pipeline.object-reuse", "true");
        flink.setString("restart-strategy.type", "none");
        return flink;
    }
}
