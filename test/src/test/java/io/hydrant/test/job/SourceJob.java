package io.hydrant.test.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.test.chaos.Bucket;
import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.chaos.Ledger;
import io.hydrant.test.chaos.Payload;
import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.FlinkCluster;
import io.hydrant.test.process.FlinkCommands;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The job of one delivery stream, submitted as users do, on a JobManager and two TaskManagers that are processes of their
 * own. There is neither a gateway nor an ingest log: the stream reads from a source of its own.
 */
public final class SourceJob implements AutoCloseable {
    private static final String CONFIGURATION = """
            dataDirectory: %s
            flink:
              parallelism: 3
              checkpointInterval: 1 s
              checkpointDirectory: %s
              options:
                # The usual back-off between restarts grows to a minute, which would be most of a short run.
                restart-strategy.exponential-delay.max-backoff: 2s
            %s
            """;
    private static final String DESTINATION = """
            "S3DestinationConfiguration": {
              "RoleARN": "arn:aws:iam::123456789012:role/unused",
              "BucketARN": "arn:aws:s3:::lake",
              "BufferingHints": {"SizeInMBs": 2, "IntervalInSeconds": 10}
            }""";

    private final FlinkCluster cluster;
    private final FlinkCommands flink;
    private final FolderStore store;
    private final String job;

    private SourceJob(Path folder, String configuration, String source, String destination) throws IOException {
        Path data = folder.resolve("data");
        Path file = Files.writeString(
                folder.resolve("hydrant.yaml"),
                CONFIGURATION.formatted(data, folder.resolve("checkpoints").toUri(), configuration));
        Path stream = Files.writeString(
                folder.resolve("stream.json"),
                "{\"DeliveryStreamName\": \"orders\", %s, %s}".formatted(source, destination));
        this.store = new FolderStore(data.resolve("s3/lake"));
        this.cluster = FlinkCluster.start(folder, 2, Map.of());
        this.flink = new FlinkCommands(cluster, folder, file);
        await().atMost(Duration.ofMinutes(2)).until(cluster::isReady);
        this.job = flink.run(stream);
        await().atMost(Duration.ofMinutes(1)).until(() -> flink.checkpoints(job) > 0);
    }

    /**
     * Starts everything; returns when the job runs and has taken a checkpoint.
     *
     * @param folder empty; for data and logs
     * @param configuration top-level members of {@code hydrant.yaml} that say where the source is
     * @param source members of the stream definition that name it
     */
    public static SourceJob start(Path folder, String configuration, String source) throws IOException {
        return start(folder, configuration, source, DESTINATION);
    }

    /**
     * As {@link #start(Path, String, String)}, to another destination than objects.
     *
     * @param destination member of the stream definition that configures it; its bucket is {@code lake}
     */
    public static SourceJob start(Path folder, String configuration, String source, String destination)
            throws IOException {
        return new SourceJob(folder, configuration, source, destination);
    }

    /** What the job delivers. */
    public FolderStore store() {
        return store;
    }

    /** A reader of what the job delivers. */
    public Bucket bucket(Payload payload, Ledger ledger) {
        return new Bucket(store, payload, ledger);
    }

    /** Returns when so many records are delivered, or something is wrong with any of them. */
    public void awaitDelivered(Bucket bucket, Ledger ledger, int records) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    bucket.readNewObjects();
                    return ledger.delivered() >= records || !ledger.faults().isEmpty();
                });
    }

    /**
     * Checks that in each object the records of a shard or partition stand in its order.
     *
     * @param shard of a record, by its id
     * @param position of a record in its shard
     */
    public void checkOrder(
            Bucket bucket, Payload payload, LongFunction<Object> shard, LongFunction<BigInteger> position)
            throws IOException {
        for (String object : bucket.objects().keySet()) {
            Map<Object, BigInteger> last = new HashMap<>();
            try (InputStream in = store.open(object)) {
                payload.read(in, id -> {
                    BigInteger before = last.put(shard.apply(id), position.apply(id));
                    assertThat(before == null || before.compareTo(position.apply(id)) < 0)
                            .as("record %s of %s in %s", id, shard.apply(id), object)
                            .isTrue();
                });
            }
        }
    }

    /** kill -9 of a TaskManager, and a new one in its place. */
    public void replaceTaskManager(int index) {
        ChildJvm taskManager = cluster.taskManagers().get(index);
        taskManager.kill();
        taskManager.start();
    }

    /** Delivers what was read so far and ends the job. */
    public void drain() {
        flink.stop(job, "--drain");
    }

    @Override
    public void close() {
        cluster.close();
    }
}
