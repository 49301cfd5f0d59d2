package io.hydrant.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.LogConfig;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What a real broker cannot be made to do on demand: never answer, and break the producer for good. */
class IngestLogTest {
    private static final String TOPIC = "hydrant.s";
    private static final long LIMIT = 4 << 20;
    /** One fits into the limit, two do not. */
    private static final int LARGE = 3 << 20;

    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();

    private IngestLog log(long maxInFlightBytes, Duration timeout, boolean answers) {
        LogConfig config = new LogConfig("unused:1", null, null, null, maxInFlightBytes, timeout, null, null, null);
        return new IngestLog(config, () -> {
            Node node = new Node(1, "unused", 1);
            Node[] nodes = {node};
            Cluster cluster = new Cluster(
                    "c",
                    List.of(node),
                    List.of(new PartitionInfo(TOPIC, 0, node, nodes, nodes)),
                    java.util.Set.of(),
                    java.util.Set.of());
            ByteArraySerializer serializer = new ByteArraySerializer();
            producers.add(new MockProducer<>(cluster, answers, new RoundRobinPartitioner(), serializer, serializer));
            return producers.get(producers.size() - 1);
        });
    }

    private static RecordBatch entry(int bytes) {
        return new RecordBatchBuilder(bytes)
                .beginEntry(1)
                .add(new byte[bytes], 0, bytes)
                .build();
    }

    @Test
    void aCallIsAnsweredOnlyWhenTheLogHasAnswered() throws Exception {
        IngestLog log = log(LIMIT, Duration.ofSeconds(30), false);

        CompletableFuture<List<Appended>> answer =
                CompletableFuture.supplyAsync(() -> log.append(TOPIC, List.of(entry(10))));
        await().until(() -> !producers.get(0).history().isEmpty());
        assertThat(answer).isNotDone();
        assertThat(log.inFlightBytes()).isPositive();
        producers.get(0).completeNext();

        assertThat(answer.get().get(0).acknowledged()).isTrue();
        assertThat(log.inFlightBytes()).isZero();
    }

    @Test
    void bytesInFlightAreBoundedAndBeyondThatCallersHearSlowDownAtOnce() throws Exception {
        IngestLog log = log(LIMIT, Duration.ofSeconds(30), false);
        CompletableFuture<List<Appended>> first =
                CompletableFuture.supplyAsync(() -> log.append(TOPIC, List.of(entry(LARGE))));
        await().until(() -> !producers.get(0).history().isEmpty());

        assertThatThrownBy(() -> log.append(TOPIC, List.of(entry(LARGE))))
                .isInstanceOf(FirehoseException.class)
                .hasMessage("Slow down.");
        producers.get(0).completeNext();
        first.get();

        CompletableFuture<List<Appended>> second =
                CompletableFuture.supplyAsync(() -> log.append(TOPIC, List.of(entry(LARGE))));
        await().until(() -> producers.get(0).completeNext());
        assertThat(second.get().get(0).acknowledged()).isTrue();
    }

    @Test
    void aProducerThatCanNeverWorkAgainIsReplaced() {
        IngestLog log = log(LIMIT, Duration.ofSeconds(30), true);
        producers.get(0).sendException = new KafkaException("in a fatal state");

        assertThat(log.append(TOPIC, List.of(entry(10))).get(0).acknowledged()).isFalse();
        assertThat(log.append(TOPIC, List.of(entry(10))).get(0).acknowledged()).isTrue();
        assertThat(producers).hasSize(2);
        assertThat(producers.get(0).closed()).isTrue();
    }

    @Test
    void aProducerThatNeverAnswersIsReplacedAndItsBytesAreForgotten() {
        IngestLog log = log(LIMIT, Duration.ofMillis(100), false);

        assertThat(log.append(TOPIC, List.of(entry(LARGE))).get(0).acknowledged())
                .isFalse();

        assertThat(producers).hasSize(2);
        assertThat(log.inFlightBytes()).isZero();
    }
}
