package io.hydrant.standalone;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.gateway.deploy.DeploymentException;
import io.hydrant.gateway.deploy.JobDeployer;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.job.DrainSavepoint;
import io.hydrant.job.FlinkConfiguration;
import io.hydrant.job.HydrantJob;
import io.hydrant.job.JobSpec;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.messages.FlinkJobNotFoundException;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster inside this JVM, with its web UI on the loopback address; delivery jobs run in it.
 *
 * <p>The cluster forgets its jobs when it is closed or killed, their checkpoints stay on disk: whoever starts the jobs
 * again gets them as they were. Safe for use by many threads.
 */
public final class EmbeddedFlink implements JobDeployer {

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedFlink.class);
    private static final String HOST = "127.0.0.1";

    /** A slot costs next to nothing until it is used; memory is the limit of how many streams run. */
    private static final int SLOTS = 256;

    /** Beside the heap, and only if {@code flink.options} choose RocksDB. */
    private static final String ROCKSDB_MEMORY = "256 mb";

    private static final Duration ANSWER_TIME = Duration.ofSeconds(30);
    private static final Duration DRAIN_TIME = Duration.ofMinutes(15);

    private final HydrantConfig config;
    private final Path scratch;
    private final MiniCluster cluster;
    private final URI webUi;
    private final Map<String, JobID> jobs = new ConcurrentHashMap<>();

    private EmbeddedFlink(HydrantConfig config, Path scratch, MiniCluster cluster, URI webUi) {
        this.config = config;
        this.scratch = scratch;
        this.cluster = cluster;
        this.webUi = webUi;
    }

    /**
     * Starts the cluster, without jobs, and returns when it takes some (2 to 3 seconds).
     *
     * @param config how jobs run, and where they find things
     * @param directory where the cluster may keep a folder with temporary files
     * @throws StartException if its port is taken
     * @throws IllegalStateException if Flink does not start
     */
    public static EmbeddedFlink start(HydrantConfig config, Path directory) {
        Path scratch = directory.toAbsolutePath().resolve("flink");
        TemporaryFolder.delete(scratch);
        Configuration flink = configuration(config, scratch);
        PluginManager plugins = openFileSystems(flink);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setPluginManager(plugins)
                .setCommonBindAddress(HOST)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
        try {
            cluster.start();
            URI webUi = cluster.getRestAddress().get(ANSWER_TIME.toSeconds(), TimeUnit.SECONDS);
            LOGGER.info("Flink's web UI is at {}", webUi);
            return new EmbeddedFlink(config, scratch, cluster, webUi);
        } catch (Exception e) {
            stop(cluster);
            if (ExceptionUtils.findThrowable(e, BindException.class).isPresent()) {
                throw new StartException(
                        "flink.restPort: " + config.flink().restPort()
                                + " is taken by another program; give a free port, or 0 for any",
                        e);
            }
            throw new IllegalStateException("Flink did not start: " + e.getMessage(), e);
        }
    }

    /** Makes the file systems of a deployment known to this process, for those who use them without a cluster. */
    static void openFileSystems(HydrantConfig config) {
        PluginManager unused = openFileSystems(FlinkConfiguration.ofCluster(config));
    }

    private static PluginManager openFileSystems(Configuration flink) {
        PluginManager plugins = PluginUtils.createPluginManagerFromRootFolder(flink);
        FileSystem.initialize(flink, plugins);
        return plugins;
    }

    /** Address of Flink's web UI. */
    public URI webUi() {
        return webUi;
    }

    @Override
    public JobState state(DeliveryStream stream) {
        JobID job = jobs.get(key(spec(stream)));
        return job == null ? JobState.ABSENT : state(job);
    }

    @Override
    public void start(DeliveryStream stream) {
        try {
            start(spec(stream));
        } catch (InvalidConfigurationException e) {
            throw new DeploymentException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void drain(DeliveryStream stream) {
        JobID job = jobs.get(key(spec(stream)));
        if (job == null) {
            throw new DeploymentException("The job of " + stream.name() + " does not run, it cannot be drained");
        }
        if (state(job) == JobState.FINISHED) {
            return;
        }
        String folder = DrainSavepoint.folder(spec(stream)).toString();
        answer(DRAIN_TIME, cluster.stopWithSavepoint(job, folder, true, SavepointFormatType.NATIVE));
        JobResult result = answer(DRAIN_TIME, cluster.requestJobResult(job));
        if (!result.isSuccess()) {
            throw new DeploymentException("The job of " + stream.name() + " did not drain: "
                    + result.getSerializedThrowable().map(Object::toString).orElse("no reason given"));
        }
        LOGGER.info("Drained {}", stream.name());
    }

    @Override
    public void cancel(DeliveryStream stream) {
        JobID job = jobs.get(key(spec(stream)));
        if (job != null && alive(state(job))) {
            answer(ANSWER_TIME, cluster.cancelJob(job));
            answer(ANSWER_TIME, cluster.requestJobResult(job));
            LOGGER.info("Cancelled the job of {}", stream.name());
        }
    }

    private static boolean alive(JobState state) {
        return state == JobState.RUNNING || state == JobState.STARTING;
    }

    @Override
    public void forget(DeliveryStream stream) {
        jobs.remove(key(spec(stream)));
        org.apache.flink.core.fs.Path folder = FlinkConfiguration.streamDirectory(spec(stream));
        try {
            FileSystem files = folder.getFileSystem();
            if (!files.delete(folder, true) && files.exists(folder)) {
                throw new DeploymentException("Flink is still clearing away the checkpoints in " + folder);
            }
        } catch (IOException e) {
            throw new DeploymentException("Cannot remove the checkpoints in " + folder, e);
        }
    }

    /** Stops the cluster and with it all jobs; their checkpoints stay. */
    @Override
    public void close() {
        stop(cluster);
        FileUtils.deleteDirectoryQuietly(scratch.toFile());
    }

    /**
     * Starts a job, where the stream's jobs so far have come to; returns when it has been accepted.
     *
     * @throws InvalidConfigurationException if the stream has delivered before but left no checkpoint: one line
     * @throws DeploymentException if Flink, the checkpoints' file system or the ingest log does not do its part
     */
    public void start(JobSpec spec) {
        try {
            JobGraph graph = HydrantJob.graph(spec);
            answer(ANSWER_TIME, cluster.submitJob(graph));
            jobs.put(key(spec), graph.getJobID());
            LOGGER.info("Submitted {} as {}", spec.jobName(), graph.getJobID());
        } catch (DeploymentException | InvalidConfigurationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DeploymentException("Cannot start " + spec.jobName() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Starts a job that ends by itself; returns when it has been accepted.
     *
     * @throws DeploymentException if Flink does not do its part
     */
    JobID start(JobGraph graph) {
        answer(ANSWER_TIME, cluster.submitJob(graph));
        LOGGER.info("Submitted {} as {}", graph.getName(), graph.getJobID());
        return graph.getJobID();
    }

    /** What became of a job that was started so; completed when it has ended. */
    CompletableFuture<JobResult> result(JobID job) {
        return cluster.requestJobResult(job);
    }

    /** Whether a job that was started so has failed and is about to be tried again. */
    boolean isRestarting(JobID job) {
        return answer(ANSWER_TIME, cluster.getJobStatus(job)) == JobStatus.RESTARTING;
    }

    private static void stop(MiniCluster cluster) {
        try {
            answer(ANSWER_TIME, cluster.closeAsync());
        } catch (DeploymentException e) {
            LOGGER.warn("Flink did not stop in time, its checkpoints are complete all the same", e);
        }
    }

    private JobState state(JobID job) {
        try {
            return state(answer(ANSWER_TIME, cluster.getJobStatus(job)));
        } catch (DeploymentException e) {
            if (ExceptionUtils.findThrowable(e, FlinkJobNotFoundException.class).isPresent()) {
                return JobState.ABSENT;
            }
            throw e;
        }
    }

    private static JobState state(JobStatus status) {
        return switch (status) {
            case RUNNING -> JobState.RUNNING;
            case FINISHED -> JobState.FINISHED;
            case FAILED, CANCELED, SUSPENDED -> JobState.FAILED;
            case INITIALIZING, CREATED, RESTARTING, RECONCILING, FAILING, CANCELLING -> JobState.STARTING;
        };
    }

    /** Until its delivery begins a stream has no job; then the time of its making will do to look for one. */
    private JobSpec spec(DeliveryStream stream) {
        return new JobSpec(
                stream.definition(),
                Long.toString(stream.versionId()),
                stream.incarnation(),
                Objects.requireNonNullElse(stream.deliveryStart(), Instant.ofEpochMilli(stream.createMillis())),
                config,
                stream.updates().drainedVersion());
    }

    private static String key(JobSpec spec) {
        return spec.definition().name() + "/" + spec.incarnation();
    }

    private static Configuration configuration(HydrantConfig config, Path scratch) {
        Configuration flink = new Configuration();
        flink.set(RestOptions.ADDRESS, HOST);
        flink.set(RestOptions.BIND_ADDRESS, HOST);
        flink.set(RestOptions.PORT, config.flink().restPort());
        flink.set(RestOptions.BIND_PORT, Integer.toString(config.flink().restPort()));
        flink.set(JobManagerOptions.BIND_HOST, HOST);
        flink.set(TaskManagerOptions.BIND_HOST, HOST);
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        flink.set(WebOptions.CANCEL_ENABLE, false);
        // Hadoop's classes are here for Parquet and ORC alone: nobody is to be logged in to it.
        flink.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
        // Below the data directory, so that nothing is left elsewhere after a kill; emptied at the next start.
        flink.set(CoreOptions.TMP_DIRS, scratch.toString());
        flink.set(WebOptions.TMP_DIR, scratch.resolve("web").toString());
        flink.set(BlobServerOptions.STORAGE_DIRECTORY, scratch.resolve("blobs").toString());
        // A slot's part of Flink's managed memory would be too small for it; this is what all jobs have together.
        flink.setString("state.backend.rocksdb.memory.fixed-per-tm", ROCKSDB_MEMORY);
        String log = System.getProperty("hydrant.log.file");
        if (log != null) {
            flink.set(WebOptions.LOG_PATH, log);
        }
        flink.addAll(FlinkConfiguration.ofCluster(config));
        return flink;
    }

    private static <T> T answer(Duration time, CompletableFuture<T> answer) {
        try {
            return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new DeploymentException("Flink: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new DeploymentException("Flink did not answer within " + time.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeploymentException("Interrupted while waiting for Flink", e);
        }
    }
}
