package io.hydrant.test.kinesis;

import static io.hydrant.core.definition.StartingPosition.Kind.AT_TIMESTAMP;
import static io.hydrant.core.definition.StartingPosition.Kind.TRIM_HORIZON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.definition.StartingPosition;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** The Kinesis source by itself, against a real Kinesis server: where it begins, what it survives, what it says. */
class KinesisSourceIT {
    /** Hash keys of the first and the last shard of a stream. */
    private static final String FIRST = "0";

    private static final String LAST = "340282366920938463463374607431768211455";
    private static final StartingPosition OLDEST = new StartingPosition(TRIM_HORIZON, null);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static Path folder;
    private static KinesisServer kinesis;
    private static MiniCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        folder = Folders.empty(Repository.target().resolve("kinesis-source-it"));
        kinesis = KinesisServer.start(folder);
        cluster = ReadingJob.cluster();
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        if (kinesis != null) {
            kinesis.close();
        }
    }

    @Test
    void deliveryStreamsOnOneKinesisStreamEachBeginWhereTheyAreTold() throws Exception {
        kinesis.createStream("starts", 2);
        put("starts", FIRST, "old");
        put("starts", LAST, "old too");
        Instant middle = nextMillisecond();
        put("starts", FIRST, "middle");
        Instant latest = nextMillisecond();
        try (ReadingJob fromLatest = start("starts", null, latest);
                ReadingJob fromMiddle = start("starts", new StartingPosition(AT_TIMESTAMP, middle), latest);
                ReadingJob fromOldest = start("starts", OLDEST, latest)) {
            put("starts", FIRST, "new");
            put("starts", LAST, "new too");

            fromOldest.awaitRead(5);
            fromMiddle.awaitRead(3);
            fromLatest.awaitRead(2);
            assertThat(fromOldest.texts()).containsExactlyInAnyOrder("old", "old too", "middle", "new", "new too");
            assertThat(fromMiddle.texts()).containsExactlyInAnyOrder("middle", "new", "new too");
            assertThat(fromLatest.texts()).containsExactlyInAnyOrder("new", "new too");
        }
    }

    @Test
    void whatAShardThatWasSilentGetsWhileTheJobIsStoppedIsRead() throws Exception {
        kinesis.createStream("silent", 2);
        String savepoint;
        try (ReadingJob job = start("silent", null, Instant.now())) {
            put("silent", FIRST, "before");
            job.awaitRead(1);
            savepoint = job.stop(folder.resolve("silent"), false);
        }
        put("silent", LAST, "while stopped");
        Instant later = nextMillisecond();
        try (ReadingJob job = ReadingJob.start(cluster, kinesis, "silent", null, later, savepoint)) {
            put("silent", FIRST, "after");

            job.awaitRead(2);
            assertThat(job.texts()).containsExactlyInAnyOrder("while stopped", "after");
        }
    }

    /** The parent of the split has more than one answer of Kinesis holds, so that its end is not read at once. */
    @Test
    void parentsAreReadToTheirEndBeforeTheirChildren() throws Exception {
        kinesis.createStream("family", 1);
        for (int i = 0; i < 21; i++) {
            putMany("family", 500);
        }
        kinesis.split("family", "shardId-000000000000");
        putMany("family", 200);
        try (ReadingJob job = start("family", OLDEST, Instant.now())) {
            job.awaitRead(1);
            kinesis.merge("family", "shardId-000000000001", "shardId-000000000002");
            putMany("family", 200);

            job.awaitRead(10_900);
            assertThat(new HashSet<>(job.texts())).hasSize(10_900);
            List<String> shards = job.read().stream().map(ReadRecord::shard).toList();
            assertThat(shards).hasSize(10_900);
            assertBefore(shards, "shardId-000000000000", "shardId-000000000001");
            assertBefore(shards, "shardId-000000000000", "shardId-000000000002");
            assertBefore(shards, "shardId-000000000001", "shardId-000000000003");
            assertBefore(shards, "shardId-000000000002", "shardId-000000000003");
        }
    }

    @Test
    void childrenThatAreHeldBackSurviveASavepoint() throws Exception {
        kinesis.createStream("held", 1);
        putMany("held", 100);
        String savepoint;
        // It is stopped at any point of following the split.
        try (ReadingJob job = start("held", OLDEST, Instant.now())) {
            job.awaitRead(100);
            kinesis.split("held", "shardId-000000000000");
            putMany("held", 100);
            savepoint = job.stop(folder.resolve("held"), false);
            int before = job.read().size();
            try (ReadingJob next = ReadingJob.start(cluster, kinesis, "held", OLDEST, Instant.now(), savepoint)) {
                next.awaitRead(200 - before);
                putMany("held", 100);
                next.awaitRead(300 - before);
                List<String> all = new ArrayList<>(job.texts());
                all.addAll(next.texts());
                assertThat(all).doesNotHaveDuplicates().hasSize(300);
            }
        }
    }

    @Test
    void aKinesisThatIsAwayIsWaitedForAndTheMetricsSaySo() throws Exception {
        kinesis.createStream("away", 2);
        try (ReadingJob job = start("away", null, Instant.now())) {
            List<String> put = new ArrayList<>(putMany("away", 100));
            job.awaitRead(100);
            await().atMost(LIMIT).until(() -> job.metric("DataReadFromKinesisStream.Records") == 100);
            assertThat(job.metric("DataReadFromKinesisStream.Bytes"))
                    .isEqualTo(put.stream().mapToLong(String::length).sum());
            assertThat(job.metric("KinesisMillisBehindLatest")).isBetween(0L, 999L);

            kinesis.kill();
            try {
                await().atMost(LIMIT).until(() -> job.metric("KinesisMillisBehindLatest") > 2_000);
                assertThat(job.metric("KinesisRetries")).isPositive();
                assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            } finally {
                kinesis.restart();
            }
            put.addAll(putMany("away", 100));

            job.awaitRead(200);
            await().atMost(LIMIT).until(() -> job.metric("KinesisMillisBehindLatest") == 0);
            assertThat(job.texts()).containsExactlyInAnyOrderElementsOf(put);
        }
    }

    @Test
    void aJobIsDrainedWhileKinesisIsAway() throws Exception {
        kinesis.createStream("drained", 2);
        try (ReadingJob job = start("drained", null, Instant.now())) {
            List<String> put = putMany("drained", 100);
            job.awaitRead(100);
            kinesis.kill();
            try {
                await().atMost(LIMIT).until(() -> job.metric("KinesisRetries") > 0);

                job.stop(folder.resolve("drained"), true);

                await().atMost(LIMIT).until(() -> job.status() == JobStatus.FINISHED);
                assertThat(job.texts()).containsExactlyInAnyOrderElementsOf(put);
            } finally {
                kinesis.restart();
            }
        }
    }

    @Test
    void whatKinesisRefusesIsAskedForAgain() throws Exception {
        kinesis.createStream("refused", 2);
        kinesis.refuse("ListShards", "LimitExceededException", 400, 2);
        kinesis.refuse("GetShardIterator", "ProvisionedThroughputExceededException", 400, 2);
        try (ReadingJob job = start("refused", null, Instant.now())) {
            List<String> put = new ArrayList<>(putMany("refused", 100));
            job.awaitRead(100);
            kinesis.refuse("GetRecords", "ProvisionedThroughputExceededException", 400, 3);
            kinesis.refuse("GetRecords", "ExpiredIteratorException", 400, 2);
            kinesis.refuse("GetRecords", "InternalFailure", 500, 2);
            put.addAll(putMany("refused", 100));

            job.awaitRead(200);
            assertThat(job.texts()).containsExactlyInAnyOrderElementsOf(put);
            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(job.metric("ThrottledDescribeStream")).isEqualTo(2);
                assertThat(job.metric("ThrottledGetShardIterator")).isEqualTo(2);
                assertThat(job.metric("ThrottledGetRecords")).isEqualTo(3);
            });
        }
    }

    private static ReadingJob start(String stream, @Nullable StartingPosition position, Instant deliveryStart)
            throws Exception {
        ReadingJob job = ReadingJob.start(cluster, kinesis, stream, position, deliveryStart, null);
        job.awaitRunning();
        return job;
    }

    private static void assertBefore(List<String> shards, String parent, String child) {
        assertThat(new HashSet<>(shards)).contains(parent, child);
        assertThat(shards.lastIndexOf(parent))
                .as("the last of %s comes before the first of %s", parent, child)
                .isLessThan(shards.indexOf(child));
    }

    private static void put(String stream, String hashKey, String text) {
        kinesis.client()
                .putRecord(put -> put.streamName(stream)
                        .partitionKey("key")
                        .explicitHashKey(hashKey)
                        .data(SdkBytes.fromUtf8String(text)));
    }

    /** Puts records over all shards; returns their texts, each of which is used once. */
    private static List<String> putMany(String stream, int records) {
        Set<String> texts = new HashSet<>();
        List<PutRecordsRequestEntry> entries = IntStream.range(0, records)
                .mapToObj(i -> {
                    String text = stream + "-" + Instant.now() + "-" + i;
                    texts.add(text);
                    return PutRecordsRequestEntry.builder()
                            .partitionKey("key-" + i)
                            .data(SdkBytes.fromByteArray(text.getBytes(UTF_8)))
                            .build();
                })
                .toList();
        assertThat(kinesis.client()
                        .putRecords(put -> put.streamName(stream).records(entries))
                        .failedRecordCount())
                .isZero();
        return List.copyOf(texts);
    }

    /** A time after all that was put, and before all that will be. */
    private static Instant nextMillisecond() {
        Instant now = Instant.now();
        await().pollInterval(Duration.ofMillis(2)).until(() -> Instant.now().toEpochMilli() > now.toEpochMilli());
        Instant next = Instant.now();
        await().pollInterval(Duration.ofMillis(2)).until(() -> Instant.now().toEpochMilli() > next.toEpochMilli());
        return next;
    }
}
