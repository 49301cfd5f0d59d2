package io.hydrant.test.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.kinesis.agg.AggRecord;
import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.definition.StartingPosition;
import io.hydrant.core.definition.StartingPosition.Kind;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.job.HydrantJob;
import io.hydrant.job.JobSpec;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

/** Aggregates made by Amazon's own library, put by the real SDK: what arrives, and what is known of each record. */
class KinesisAggregatesIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String STREAM = "aggregates";

    private static Path folder;
    private static KinesisServer kinesis;
    private static MiniCluster cluster;
    private static byte[] corrupt;
    private static Instant before;
    private static final List<String> SEQUENCE_NUMBERS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        folder = Folders.empty(Repository.target().resolve("kinesis-aggregates-it"));
        kinesis = KinesisServer.start(folder);
        cluster = ReadingJob.cluster();
        kinesis.createStream(STREAM, 1);
        before = Instant.now();
        put("alone", "first\n".getBytes(UTF_8));
        put("outer", aggregate("one\n", "two\n", "three\n"));
        corrupt = aggregate("never seen\n", "nor this\n");
        corrupt[corrupt.length - 1] ^= 1;
        put("broken", corrupt);
        put("outer", aggregate("four\n"));
        put("alone", "last\n".getBytes(UTF_8));
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
    void theBucketHasTheirRecordsInOrderAndACorruptOneAsItIs() throws Exception {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes("first\none\ntwo\nthree\n".getBytes(UTF_8));
        expected.writeBytes(corrupt);
        expected.writeBytes("four\nlast\n".getBytes(UTF_8));
        JobGraph graph = HydrantJob.graph(delivery());
        cluster.submitJob(graph).get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        await().atMost(LIMIT).until(() -> delivered().length >= expected.size());
        String savepoints = folder.resolve("savepoints").toUri().toString();
        cluster.stopWithSavepoint(graph.getJobID(), savepoints, true, SavepointFormatType.CANONICAL)
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(delivered()).isEqualTo(expected.toByteArray());
    }

    @Test
    void eachRecordKeepsItsKeyAndItsPlace() throws Exception {
        StartingPosition oldest = new StartingPosition(Kind.TRIM_HORIZON, null);
        try (ReadingJob job = ReadingJob.start(cluster, kinesis, STREAM, oldest, Instant.now(), null)) {
            job.awaitRead(7);

            List<ReadRecord> read = job.read();
            assertThat(read)
                    .extracting(ReadRecord::metadata)
                    .containsExactly(
                            metadata("alone", 0, 0),
                            metadata("key of one\n", 1, 0),
                            metadata("key of two\n", 1, 1),
                            metadata("key of three\n", 1, 2),
                            metadata("broken", 2, 0),
                            metadata("key of four\n", 3, 0),
                            metadata("alone", 4, 0));
            for (ReadRecord record : read) {
                assertThat(Instant.ofEpochMilli(record.arrivalMillis()))
                        .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
            }
        }
    }

    @Test
    void recordsOfAnAggregateArriveWhicheverShardTheirKeysBelongTo() throws Exception {
        kinesis.createStream("many", 4);
        Set<String> sent = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            String[] records = {"a" + i, "b" + i, "c" + i, "d" + i, "e" + i};
            sent.addAll(List.of(records));
            SdkBytes data = SdkBytes.fromByteArray(aggregate(records));
            String key = "outer " + i;
            var unused = kinesis.client()
                    .putRecord(put -> put.streamName("many").partitionKey(key).data(data));
        }
        StartingPosition oldest = new StartingPosition(Kind.TRIM_HORIZON, null);
        try (ReadingJob job = ReadingJob.start(cluster, kinesis, "many", oldest, Instant.now(), null)) {
            job.awaitRead(sent.size());

            Set<String> keys = new HashSet<>();
            job.read().forEach(record -> keys.add(record.metadata().partitionKey()));
            assertThat(keys)
                    .isEqualTo(sent.stream().map(record -> "key of " + record).collect(Collectors.toSet()));
        }
    }

    private static KinesisMetadata metadata(String partitionKey, int put, long subsequenceNumber) {
        return new KinesisMetadata("shardId-000000000000", partitionKey, SEQUENCE_NUMBERS.get(put), subsequenceNumber);
    }

    /** A delivery stream with that source, to the bucket {@code b} in the folder, with each checkpoint. */
    private static JobSpec delivery() {
        StreamDefinition definition = StreamDefinition.parse("""
                {"DeliveryStreamName": "clicks", "DeliveryStreamType": "KinesisStreamAsSource",
                 "KinesisStreamSourceConfiguration": {"RoleARN": "arn:aws:iam::123456789012:role/r",
                   "KinesisStreamARN": "arn:aws:kinesis:us-east-1:123456789012:stream/%s"},
                 "ExtendedS3DestinationConfiguration": {"RoleARN": "arn:aws:iam::123456789012:role/r",
                   "BucketARN": "arn:aws:s3:::b", "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 0}}}""".formatted(STREAM));
        String config = "{\"dataDirectory\": \"" + folder + "\", \"kinesis\": {\"endpoint\": \"" + kinesis.endpoint()
                + "\", \"accessKey\": \"key\", \"secretKey\": \"secret\", \"startingPosition\": \"TRIM_HORIZON\","
                + " \"pollInterval\": \"100 ms\"}, \"flink\": {\"checkpointInterval\": \"200 ms\"}}";
        return new JobSpec(
                definition,
                JobSpec.FIRST_VERSION,
                JobSpec.ONLY_INCARNATION,
                Instant.now(),
                ConfigReader.fromJson(config));
    }

    /** What the objects hold, oldest first. */
    private static byte[] delivered() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Path bucket = Files.createDirectories(folder.resolve("s3/b"));
        try (Stream<Path> files = Files.walk(bucket)) {
            List<Path> objects = files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(object -> object.toFile().lastModified()))
                    .toList();
            for (Path object : objects) {
                all.writeBytes(Files.readAllBytes(object));
            }
        }
        return all.toByteArray();
    }

    private static byte[] aggregate(String... records) throws Exception {
        AggRecord aggregate = new AggRecord();
        for (String record : records) {
            aggregate.addUserRecord("key of " + record, null, record.getBytes(UTF_8));
        }
        return aggregate.toRecordBytes();
    }

    private static void put(String partitionKey, byte[] data) {
        SEQUENCE_NUMBERS.add(kinesis.client()
                .putRecord(
                        put -> put.streamName(STREAM).partitionKey(partitionKey).data(SdkBytes.fromByteArray(data)))
                .sequenceNumber());
    }
}
