package io.hydrant.sinks.redshift;

import io.hydrant.core.config.RedshiftConfig;
import io.hydrant.core.config.SecretsManagerConfig;
import io.hydrant.core.definition.RedshiftDestination;
import io.hydrant.sinks.s3.StagingBucket;
import java.net.URI;
import java.time.Duration;

/** Options of a stream, for tests. */
final class TestOptions {
    static final RedshiftConfig NO_KEYS = new RedshiftConfig(
            null,
            Boolean.TRUE,
            "hydrant_ledger",
            Duration.ofMillis(20),
            Duration.ofHours(1),
            null,
            null,
            null,
            null,
            null,
            null);

    private TestOptions() {}

    static RedshiftDestination table(String table, String columns, String options, Duration retries) {
        return new RedshiftDestination(
                "c.example.us-east-1.redshift.amazonaws.com",
                5439,
                "dev",
                "arn:aws:iam::1:role/r",
                table,
                columns,
                options,
                "loader",
                "hush",
                retries,
                null);
    }

    static RedshiftCopyOptions of(URI bucket, Duration retries) {
        return new RedshiftCopyOptions(
                "clicks",
                "3",
                table("clicks", "", "CSV", retries),
                "loader",
                "hush",
                null,
                new SecretsManagerConfig(null, null, null, null, null, null),
                NO_KEYS,
                new StagingBucket(bucket, "lake"),
                "staged/");
    }
}
