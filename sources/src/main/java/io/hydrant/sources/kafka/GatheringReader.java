package io.hydrant.sources.kafka;

import io.hydrant.core.record.RecordBatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Emits the messages that are at hand as one batch, so that Flink's price per element is paid per batch.
 *
 * <p>What one call takes from Flink's reader it emits before it returns. Checkpoints fall between calls: the offsets in
 * them never run ahead of what was emitted, and nothing waits for company.
 */
final class GatheringReader implements SourceReader<RecordBatch, KafkaPartitionSplit> {
    private final SourceReader<ConsumerRecord<byte[], byte[]>, KafkaPartitionSplit> messages;
    private final GatheredMessages gathered = new GatheredMessages();

    GatheringReader(SourceReader<ConsumerRecord<byte[], byte[]>, KafkaPartitionSplit> messages) {
        this.messages = messages;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RecordBatch> output) throws Exception {
        gathered.emitTo(output);
        InputStatus status;
        do {
            status = messages.pollNext(gathered);
        } while (status == InputStatus.MORE_AVAILABLE && !gathered.isEnough());
        gathered.flush();
        return status;
    }

    @Override
    public void start() {
        messages.start();
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        return messages.snapshotState(checkpointId);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return messages.isAvailable();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        messages.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
        messages.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        messages.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        messages.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        messages.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void close() throws Exception {
        messages.close();
    }
}
