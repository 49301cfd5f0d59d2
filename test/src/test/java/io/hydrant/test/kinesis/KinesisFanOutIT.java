package io.hydrant.test.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.definition.StartingPosition;
import io.hydrant.core.definition.StartingPosition.Kind;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Reading by enhanced fan-out, against a server that knows it; but this one never says that a shard has ended, so splits
 * and merges are not tested here.
 */
class KinesisFanOutIT {
    private static final StartingPosition OLDEST = new StartingPosition(Kind.TRIM_HORIZON, null);

    private static Path folder;
    private static FanOutServer kinesis;
    private static MiniCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        folder = Folders.empty(Repository.target().resolve("kinesis-fan-out-it"));
        kinesis = FanOutServer.start(folder);
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
    void aConsumerOfTheStreamsOwnReadsAcrossARestart() throws Exception {
        String arn = kinesis.createStream("fan", 2);
        List<String> put = new ArrayList<>(put("fan", 100));
        List<String> read = new ArrayList<>();
        String savepoint;
        try (ReadingJob job = start("fan", null)) {
            job.awaitRead(100);
            put.addAll(put("fan", 100));
            job.awaitRead(200);
            assertThat(consumers(arn)).containsExactly("hydrant-delivery");
            savepoint = job.stop(folder, false);
            read.addAll(job.texts());
        }
        assertThat(consumers(arn)).as("for those who go on").containsExactly("hydrant-delivery");
        put.addAll(put("fan", 100));
        try (ReadingJob job = start("fan", savepoint)) {
            job.awaitRead(100);
            put.addAll(put("fan", 100));
            job.awaitRead(200);
            read.addAll(job.texts());
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(put);
    }

    private static ReadingJob start(String stream, String savepoint) throws Exception {
        return ReadingJob.start(cluster, kinesis.configuration(), stream, OLDEST, Instant.now(), savepoint);
    }

    private static List<String> consumers(String streamArn) {
        return kinesis.client().listStreamConsumers(list -> list.streamARN(streamArn)).consumers().stream()
                .map(Consumer::consumerName)
                .toList();
    }

    /** Puts records over all shards; returns their texts, each of which is used once. */
    private static List<String> put(String stream, int records) {
        String batch = stream + " " + Instant.now() + " ";
        List<String> texts =
                IntStream.range(0, records).mapToObj(i -> batch + i).toList();
        List<PutRecordsRequestEntry> entries = texts.stream()
                .map(text -> PutRecordsRequestEntry.builder()
                        .partitionKey(text)
                        .data(SdkBytes.fromUtf8String(text))
                        .build())
                .toList();
        assertThat(kinesis.client()
                        .putRecords(put -> put.streamName(stream).records(entries))
                        .failedRecordCount())
                .isZero();
        return texts;
    }
}
