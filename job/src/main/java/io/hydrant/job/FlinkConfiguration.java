package io.hydrant.job;

import io.hydrant.core.config.FlinkConfig;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.S3Config;
import io.hydrant.core.definition.DynamicPartitioning;
import io.hydrant.core.definition.JdbcDestination;
import io.hydrant.core.definition.StreamDefinition;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** Flink's options for a Hydrant cluster and for a delivery job; what {@code flink.options} says comes last and wins. */
public final class FlinkConfiguration {
    /**
     * Fixed, so that a job restores at any parallelism up to it; 128 is also what Flink would choose for parallelism up to
     * 85.
     */
    private static final int MAX_PARALLELISM = 128;

    private static final Duration FIRST_RESTART_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RESTART_DELAY = Duration.ofMinutes(1);

    private FlinkConfiguration() {}

    /** Options of the processes that run jobs: how to reach S3. */
    public static Configuration ofCluster(HydrantConfig config) {
        Configuration flink = new Configuration();
        S3Config s3 = config.s3();
        set(flink, "s3.endpoint", s3.endpoint());
        set(flink, "s3.endpoint.region", s3.region());
        set(flink, "s3.access-key", s3.accessKey());
        set(flink, "s3.secret-key", s3.secretKey());
        if (s3.pathStyleAccess()) {
            flink.setString("s3.path.style.access", "true");
        }
        config.flink().options().forEach(flink::setString);
        return flink;
    }

    private static void set(Configuration flink, String key, @Nullable String value) {
        if (value != null) {
            flink.setString(key, value);
        }
    }

    /** Options of one stream's job, but for the state that it starts from: that is looked up when it is about to start. */
    public static Configuration ofJob(JobSpec spec) {
        FlinkConfig options = spec.config().flink();
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.NAME, spec.jobName());
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        flink.set(CoreOptions.DEFAULT_PARALLELISM, options.parallelism());
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                checkpointDirectory(spec).toString());
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        restartForever(flink);
        outlastRetries(flink, retries(spec.definition()));
        spareRocksDb(flink);
        options.options().forEach(flink::setString);
        return flink;
    }

    /**
     * For those who choose RocksDB. A job has a dozen tables, most of them nearly empty, and each takes an eighth of its write
     * buffer at once: with Flink's 64 MB that is more than all of them have together, and they are flushed all the time.
     */
    private static void spareRocksDb(Configuration flink) {
        flink.setString("state.backend.rocksdb.writebuffer.size", "16 mb");
        flink.setString("state.backend.rocksdb.timer-service.factory", "HEAP");
    }

    /** A destination that is away must not end the job: it retries in place until the destination is back. */
    private static void restartForever(Configuration flink) {
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY,
                RestartStrategyOptions.RestartStrategyType.EXPONENTIAL_DELAY.getMainValue());
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, FIRST_RESTART_DELAY);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, LONGEST_RESTART_DELAY);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    }

    /** How long a step may keep a checkpoint waiting; null: none does. */
    private static @Nullable Duration retries(StreamDefinition definition) {
        DynamicPartitioning partitioning = definition.partitioning();
        if (partitioning != null) {
            return partitioning.retryDuration();
        }
        return definition.destination() instanceof JdbcDestination table ? table.retryDuration() : null;
    }

    /**
     * A checkpoint waits while a partition that cannot be written is tried for as long as its stream's RetryOptions say, or
     * while as many buffers wait for a table as may. One that waited in vain must not restart the job, in which everything
     * would be tried from the beginning, again and again.
     */
    private static void outlastRetries(Configuration flink, @Nullable Duration retries) {
        if (retries != null) {
            Duration usual = CheckpointingOptions.CHECKPOINTING_TIMEOUT.defaultValue();
            flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, usual.plus(retries));
            flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        }
    }

    /** Where the checkpoints of a stream's version are, those of all its jobs: one folder per Flink job id. */
    public static Path checkpointDirectory(JobSpec spec) {
        return checkpointDirectory(spec, spec.version());
    }

    /** The same of another version of the stream. */
    static Path checkpointDirectory(JobSpec spec, long version) {
        return new Path(FlinkConfig.versionFolder(streamDirectory(spec).toString(), version));
    }

    /** Where everything is that a stream's jobs keep, of all its versions. */
    public static Path streamDirectory(JobSpec spec) {
        HydrantConfig config = spec.config();
        String base = config.flink().checkpointDirectory();
        Path root = base == null
                ? new Path(new Path(config.dataDirectory().toAbsolutePath().toUri()), "checkpoints")
                : new Path(base);
        return new Path(new Path(root, spec.definition().name()), spec.incarnation());
    }
}
