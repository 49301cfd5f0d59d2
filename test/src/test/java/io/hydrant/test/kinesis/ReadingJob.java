package io.hydrant.test.kinesis;

import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.KinesisConfig;
import io.hydrant.core.definition.KinesisStream;
import io.hydrant.core.definition.StartingPosition;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.sources.kinesis.KinesisSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;
import org.jspecify.annotations.Nullable;

/**
 * A job of two subtasks that reads a Kinesis stream and keeps what it read, on a cluster in this JVM. It is not restarted
 * when it fails, so that a source which should be patient is seen to be.
 */
final class ReadingJob implements AutoCloseable {
    private static final Map<String, Queue<ReadRecord>> READ = new ConcurrentHashMap<>();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MiniCluster cluster;
    private final String name;
    private final JobID job;
    private final String vertex;
    private final Queue<ReadRecord> read = new ConcurrentLinkedQueue<>();

    private ReadingJob(MiniCluster cluster, JobGraph graph, String name) throws Exception {
        this.cluster = cluster;
        this.name = name;
        this.job = graph.getJobID();
        this.vertex = graph.getVerticesAsArray()[0].getID().toString();
        READ.put(name, read);
        cluster.submitJob(graph).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** A cluster for such jobs. */
    static MiniCluster cluster() throws Exception {
        Configuration configuration = new Configuration()
                .set(RestOptions.BIND_PORT, "0")
                .set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(100))
                .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(8)
                .build());
        cluster.start();
        return cluster;
    }

    /**
     * Starts a job.
     *
     * @param position where to start; null: with the latest records
     * @param start when the delivery stream became active
     * @param savepoint to go on from; null: none
     */
    static ReadingJob start(
            MiniCluster cluster,
            KinesisServer kinesis,
            String stream,
            @Nullable StartingPosition position,
            Instant start,
            @Nullable String savepoint)
            throws Exception {
        KinesisConfig config = new KinesisConfig(
                kinesis.endpoint().toString(),
                null,
                "key",
                "secret",
                null,
                false,
                "LATEST",
                Duration.ofMillis(100),
                Duration.ofMillis(200));
        return start(cluster, config, stream, position, start, savepoint);
    }

    /** As the other, with a configuration of the caller's own. */
    static ReadingJob start(
            MiniCluster cluster,
            KinesisConfig config,
            String stream,
            @Nullable StartingPosition position,
            Instant start,
            @Nullable String savepoint)
            throws Exception {
        Configuration configuration = new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(2);
        env.enableCheckpointing(200);
        KinesisStream source = new KinesisStream("arn:aws:kinesis:us-east-1:123456789012:stream/" + stream, position);
        String name = UUID.randomUUID().toString();
        keep(new KinesisSource(source, config, "delivery", start, BatchTypes.RECORD_BATCH).attach(env, "source"), name);
        JobGraph graph = env.getStreamGraph().getJobGraph();
        if (savepoint != null) {
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        }
        return new ReadingJob(cluster, graph, name);
    }

    @SuppressWarnings("deprecation") // What replaces it needs a class more, for nothing here.
    private static void keep(DataStream<RecordBatch> stream, String name) {
        stream.addSink(new Keep(name)).uid("keep");
    }

    /** What was read so far; of one shard in the order of reading. */
    List<ReadRecord> read() {
        return List.copyOf(read);
    }

    /** The texts of what was read so far. */
    List<String> texts() {
        return read.stream().map(ReadRecord::text).toList();
    }

    /** Waits until that many records were read. */
    void awaitRead(int records) {
        await().atMost(LIMIT)
                .failFast("the job runs", () -> status() == JobStatus.FAILED)
                .until(() -> read.size() >= records);
    }

    JobStatus status() throws Exception {
        return cluster.getJobStatus(job).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits until all tasks run. */
    void awaitRunning() {
        await().atMost(LIMIT).until(() -> {
            String vertices = get("/jobs/" + job);
            return vertices.contains("\"RUNNING\":2") && status() == JobStatus.RUNNING;
        });
    }

    /** Stops it; returns its savepoint. */
    String stop(Path folder, boolean drain) throws Exception {
        return cluster.stopWithSavepoint(job, folder.toUri().toString(), drain, SavepointFormatType.CANONICAL)
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** A metric of the source as Flink's REST API shows it: of both subtasks, the greater for a gauge, or else the sum. */
    long metric(String name) {
        Matcher values = Pattern.compile("\"" + (name.startsWith("Kinesis") ? "max" : "sum") + "\":(-?[0-9.E]+)")
                .matcher(get("/jobs/%s/vertices/%s/subtasks/metrics?get=Source__Kinesis_stream.%s"
                        .formatted(job, vertex, name)));
        return values.find() ? (long) Double.parseDouble(values.group(1)) : -1;
    }

    private String get(String path) {
        try {
            URI rest = cluster.getRestAddress().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(rest.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        if (!status().isGloballyTerminalState()) {
            cluster.cancelJob(job).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        await().atMost(LIMIT).until(() -> status().isGloballyTerminalState());
        READ.remove(name);
    }

    /** Keeps what it gets in a queue of this JVM. */
    @SuppressWarnings("deprecation")
    private record Keep(String name) implements SinkFunction<RecordBatch> {
        private static final long serialVersionUID = 1;

        @Override
        public void invoke(RecordBatch batch, Context context) {
            Queue<ReadRecord> read = READ.get(name);
            if (read != null) {
                read.addAll(ReadRecord.all(batch));
            }
        }
    }
}
