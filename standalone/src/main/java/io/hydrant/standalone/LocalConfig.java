package io.hydrant.standalone;

import io.hydrant.core.config.FlinkConfig;
import io.hydrant.core.config.GatewayConfig;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.LogConfig;
import java.nio.file.Path;
import java.time.Duration;

/** Copies of a configuration in which one thing is what the command line, or what has just been started, says. */
public final class LocalConfig {

    private LocalConfig() {}

    /** The same in another data directory, as an absolute path. */
    public static HydrantConfig in(Path dataDirectory, HydrantConfig config) {
        return new HydrantConfig(
                config.region(),
                config.accountId(),
                dataDirectory.toAbsolutePath().normalize(),
                config.gateway(),
                config.log(),
                config.store(),
                config.s3(),
                config.kinesis(),
                config.kafka(),
                config.lambda(),
                config.partitioning(),
                config.glue(),
                config.delivery(),
                config.search(),
                config.redshift(),
                config.secretsManager(),
                config.flink());
    }

    /** The same with the Firehose API on another port, 0 for any free one. */
    public static HydrantConfig onPort(int port, HydrantConfig config) {
        GatewayConfig gateway = config.gateway();
        return with(
                config,
                new GatewayConfig(
                        gateway.host(),
                        port,
                        gateway.credentials(),
                        gateway.cloudWatchLogsAccessKeys(),
                        gateway.maxRequestBytes(),
                        gateway.maxConcurrentRequests()),
                config.log(),
                config.flink());
    }

    /** The same on another Kafka. */
    static HydrantConfig onKafka(String bootstrapServers, HydrantConfig config) {
        LogConfig log = config.log();
        return with(
                config,
                config.gateway(),
                new LogConfig(
                        bootstrapServers,
                        log.partitions(),
                        log.replicationFactor(),
                        log.maxEntryBytes(),
                        log.maxInFlightBytes(),
                        log.acknowledgementTimeout(),
                        log.idempotencyWindow(),
                        log.retention(),
                        log.properties()),
                config.flink());
    }

    /** The same with Flink's web UI on another port (0 for any free one) and checkpoints at another interval. */
    public static HydrantConfig onFlink(int restPort, Duration checkpointInterval, HydrantConfig config) {
        FlinkConfig flink = config.flink();
        return with(
                config,
                config.gateway(),
                config.log(),
                new FlinkConfig(
                        flink.deployer(),
                        flink.restUrl(),
                        flink.jobJar(),
                        restPort,
                        flink.parallelism(),
                        checkpointInterval,
                        flink.checkpointDirectory(),
                        flink.gzipLevel(),
                        flink.options()));
    }

    private static HydrantConfig with(HydrantConfig config, GatewayConfig gateway, LogConfig log, FlinkConfig flink) {
        return new HydrantConfig(
                config.region(),
                config.accountId(),
                config.dataDirectory(),
                gateway,
                log,
                config.store(),
                config.s3(),
                config.kinesis(),
                config.kafka(),
                config.lambda(),
                config.partitioning(),
                config.glue(),
                config.delivery(),
                config.search(),
                config.redshift(),
                config.secretsManager(),
                flink);
    }
}
