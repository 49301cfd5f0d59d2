package io.hydrant.sources.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordOrigin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class GatheringReaderTest {
    private final FakeReader kafka = new FakeReader();
    private final GatheringReader reader = new GatheringReader(kafka);
    private final Emitted output = new Emitted();

    @Test
    void messagesAtHandBecomeOneBatch() throws Exception {
        kafka.add(0, 10, 500, "a");
        kafka.add(0, 11, 500, "");
        kafka.add(1, 7, 500, "c");

        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);

        assertThat(output.batches).hasSize(1);
        assertThat(records()).containsExactly("a", "", "c");
    }

    @Test
    void nothingAtHandIsNoBatch() throws Exception {
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);

        assertThat(output.batches).isEmpty();
    }

    @Test
    void aBatchSaysWhereEachMessageStoodAroundGapsOfTransactions() throws Exception {
        kafka.add(3, 10, 500, "a");
        kafka.add(3, 11, 500, "b");
        kafka.add(3, 15, 500, "c"); // 12 to 14: an aborted message and the marks of two transactions
        kafka.add(3, 16, 501, "d");
        reader.pollNext(output);

        RecordBatch batch = output.batches.get(0);
        assertThat(origins(batch))
                .containsExactly(
                        new RecordOrigin(3, 10, RecordOrigin.MESSAGE_PER_RECORD, 500, 2),
                        new RecordOrigin(3, 15, RecordOrigin.MESSAGE_PER_RECORD, 500, 1),
                        new RecordOrigin(3, 16, RecordOrigin.MESSAGE_PER_RECORD, 501, 1));
    }

    @Test
    void aMessageWithoutAValueIsABatchWithoutRecordsInItsPlace() throws Exception {
        kafka.add(0, 1, 500, "before");
        kafka.add(0, 2, 500, null);
        kafka.add(0, 3, 500, "after");

        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
        reader.pollNext(output);

        assertThat(output.batches).extracting(RecordBatch::size).containsExactly(1, 0, 1);
        assertThat(origins(output.batches.get(1)))
                .containsExactly(new RecordOrigin(0, 2, RecordOrigin.MESSAGE_PER_RECORD, 500, 0));
    }

    @Test
    void aLargeMessageIsABatchOfItsOwnInItsPlace() throws Exception {
        kafka.add(0, 1, 500, "before");
        kafka.add(0, 2, 500, "x".repeat(GatheredMessages.BATCH_BYTES));
        kafka.add(0, 3, 500, "after");
        reader.pollNext(output);
        reader.pollNext(output);

        assertThat(output.batches).extracting(RecordBatch::size).containsExactly(1, 1, 1);
        assertThat(records()).containsExactly("before", "x".repeat(GatheredMessages.BATCH_BYTES), "after");
    }

    @Test
    void oneCallTakesNoMoreThanABatch() throws Exception {
        for (int i = 0; i < 5; i++) {
            kafka.add(0, i, 500, "x".repeat(GatheredMessages.BATCH_BYTES / 2));
        }

        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
        assertThat(kafka.messages).hasSize(3);
        assertThat(output.batches).hasSize(1);
    }

    @Test
    void aMessageWithoutATimestampArrivesNow() throws Exception {
        long before = System.currentTimeMillis();
        kafka.add(0, 1, -1, "old");
        reader.pollNext(output);

        assertThat(output.batches.get(0).oldestArrivalMillis()).isGreaterThanOrEqualTo(before);
    }

    private List<String> records() {
        List<String> records = new ArrayList<>();
        for (RecordBatch batch : output.batches) {
            for (int i = 0; i < batch.size(); i++) {
                records.add(new String(batch.bytes(), batch.start(i), batch.end(i) - batch.start(i), UTF_8));
            }
        }
        return records;
    }

    private static List<RecordOrigin> origins(RecordBatch batch) {
        List<RecordOrigin> origins = new ArrayList<>();
        for (int i = 0; i < batch.originCount(); i++) {
            origins.add(batch.origin(i));
        }
        return origins;
    }

    /** As Flink's reader: one message a call, and the truth about there being more only when there is none. */
    private static final class FakeReader implements SourceReader<ConsumerRecord<byte[], byte[]>, KafkaPartitionSplit> {
        final Deque<ConsumerRecord<byte[], byte[]>> messages = new ArrayDeque<>();

        void add(int partition, long offset, long timestamp, String value) {
            byte[] bytes = value == null ? null : value.getBytes(UTF_8);
            messages.add(new ConsumerRecord<>(
                    "t",
                    partition,
                    offset,
                    timestamp,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    null,
                    bytes,
                    new RecordHeaders(),
                    Optional.empty()));
        }

        @Override
        public InputStatus pollNext(ReaderOutput<ConsumerRecord<byte[], byte[]>> output) {
            ConsumerRecord<byte[], byte[]> message = messages.poll();
            if (message == null) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            output.createOutputForSplit("t-" + message.partition()).collect(message, message.timestamp());
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public void start() {}

        @Override
        public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void addSplits(List<KafkaPartitionSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    private static final class Emitted implements ReaderOutput<RecordBatch> {
        final List<RecordBatch> batches = new ArrayList<>();

        @Override
        public void collect(RecordBatch batch) {
            batches.add(batch);
        }

        @Override
        public void collect(RecordBatch batch, long timestamp) {
            batches.add(batch);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<RecordBatch> createOutputForSplit(String split) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String split) {}
    }
}
