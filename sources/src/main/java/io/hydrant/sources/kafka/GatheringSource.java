package io.hydrant.sources.kafka;

import io.hydrant.core.record.RecordBatch;
import java.io.IOException;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Flink's Kafka source, but for what its readers emit: batches of messages instead of single ones. State, partitions and
 * offsets are Flink's business.
 */
final class GatheringSource implements Source<RecordBatch, KafkaPartitionSplit, KafkaSourceEnumState> {
    private static final long serialVersionUID = 1L;

    private final KafkaSource<ConsumerRecord<byte[], byte[]>> messages;

    GatheringSource(KafkaSource<ConsumerRecord<byte[], byte[]>> messages) {
        this.messages = messages;
    }

    @Override
    public SourceReader<RecordBatch, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        return new GatheringReader(messages.createReader(new LagReportingContext(context)));
    }

    @Override
    public Boundedness getBoundedness() {
        return messages.getBoundedness();
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return messages.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint) throws IOException {
        return messages.restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return messages.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return messages.getEnumeratorCheckpointSerializer();
    }
}
