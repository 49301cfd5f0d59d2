package io.hydrant.bench.deliver;

import io.hydrant.core.config.FlinkConfig;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.KafkaClusterConfig;
import io.hydrant.core.config.KafkaConfig;
import io.hydrant.core.config.KinesisConfig;
import io.hydrant.core.config.LambdaConfig;
import io.hydrant.core.config.LambdaFunctionConfig;
import io.hydrant.core.config.LogConfig;
import io.hydrant.core.config.PartitioningConfig;
import io.hydrant.core.config.S3Config;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.job.DeliveryPipeline;
import io.hydrant.job.FlinkConfiguration;
import io.hydrant.job.JobSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Hydrant's own job with Hydrant's own configuration, as {@code hydrant job} would run it. */
final class HydrantPipeline implements Pipeline {
    private static final String BUCKET = "bench";
    /** More than any benchmark asks for. */
    private static final int MAX_PARTITIONS = 1_000_000;

    @Override
    public void build(StreamExecutionEnvironment env, DeliveryRun run) {
        JobSpec spec = new JobSpec(
                definition(run), JobSpec.FIRST_VERSION, JobSpec.ONLY_INCARNATION, Instant.EPOCH, config(run));
        env.configure(FlinkConfiguration.ofJob(spec));
        DeliveryPipeline.build(env, spec);
    }

    private static StreamDefinition definition(DeliveryRun run) {
        return StreamDefinition.parse("""
                {
                  "DeliveryStreamName": "%s",
                  %s
                  %s
                  "ExtendedS3DestinationConfiguration": {
                    %s
                    "RoleARN": "arn:aws:iam::000000000000:role/bench",
                    "BucketARN": "arn:aws:s3:::%s",
                    "BufferingHints": {"SizeInMBs": %d, "IntervalInSeconds": 300},
                    "CompressionFormat": "%s"
                  }
                }
                """.formatted(
                        streamName(run),
                        source(run),
                        extension(run),
                        run.destination(),
                        BUCKET,
                        run.bufferMegabytes(),
                        run.gzip() ? "GZIP" : "UNCOMPRESSED"));
    }

    private static String source(DeliveryRun run) {
        return switch (run.input()) {
            case LOG -> "\"DeliveryStreamType\": \"DirectPut\",";
            case PLAIN -> """
                    "DeliveryStreamType": "MSKAsSource",
                    "MSKSourceConfiguration": {
                      "MSKClusterARN": "arn:aws:kafka:us-east-1:000000000000:cluster/bench/1",
                      "TopicName": "%s",
                      "ReadFromTimestamp": 0,
                      "AuthenticationConfiguration": {
                        "RoleARN": "arn:aws:iam::000000000000:role/bench", "Connectivity": "PUBLIC"}
                    },""".formatted(run.topic());
            case KINESIS -> """
                    "DeliveryStreamType": "KinesisStreamAsSource",
                    "KinesisStreamSourceConfiguration": {
                      "KinesisStreamARN": "arn:aws:kinesis:us-east-1:000000000000:stream/%s",
                      "RoleARN": "arn:aws:iam::000000000000:role/bench"
                    },""".formatted(run.topic());
        };
    }

    /** Members beyond Amazon's, with a comma behind them. */
    private static String extension(DeliveryRun run) {
        return run.conversion() == null
                ? ""
                : "\"Hydrant\": {\"Schema\": {\"HiveDdl\": \""
                        + run.conversion().schema() + "\"}},";
    }

    /** The stream whose ingest log the topic is. */
    private static String streamName(DeliveryRun run) {
        return run.topic().substring(run.topic().indexOf('.') + 1);
    }

    private static HydrantConfig config(DeliveryRun run) {
        Path work = Path.of(run.work());
        LogConfig log = new LogConfig(run.server(), null, null, null, null, null, null, null, null);
        KafkaClusterConfig cluster = new KafkaClusterConfig(run.server(), null, null, null, null);
        KinesisConfig kinesis = new KinesisConfig(
                run.input() == Input.KINESIS ? run.server() : null,
                KinesisPeerSource.REGION,
                KinesisPeerSource.KEY,
                KinesisPeerSource.KEY,
                null,
                null,
                "TRIM_HORIZON",
                Duration.ofMillis(KinesisPeerSource.POLL_MILLIS),
                null);
        S3Config s3 = new S3Config(null, null, null, null, null, null, Map.of(BUCKET, run.output()));
        FlinkConfig flink = new FlinkConfig(
                null,
                null,
                null,
                null,
                run.parallelism(),
                Duration.ofMillis(DeliveryRun.CHECKPOINT_INTERVAL_MILLIS),
                work.resolve("checkpoints").toUri().toString(),
                run.gzip() ? run.gzipLevel() : null,
                run.options());
        return new HydrantConfig(
                null,
                null,
                work,
                null,
                log,
                null,
                s3,
                kinesis,
                new KafkaConfig(Map.of("bench", cluster)),
                lambda(run),
                new PartitioningConfig(Integer.valueOf(MAX_PARTITIONS), null),
                null,
                null,
                null,
                null,
                null,
                flink);
    }

    private static @Nullable LambdaConfig lambda(DeliveryRun run) {
        if (run.functionUrl().isEmpty()) {
            return null;
        }
        Map<String, LambdaFunctionConfig> functions = Map.of(
                "plug-in", new LambdaFunctionConfig(null, "echo", null),
                "url", new LambdaFunctionConfig(run.functionUrl(), null, null));
        return new LambdaConfig(null, null, null, null, null, null, null, Path.of(run.plugInFolder()), functions);
    }
}
