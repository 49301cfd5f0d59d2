package io.hydrant.sources.kafka;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts each partition at its first message that is not older than some time; where there is none, at the partition's
 * end. Offsets are asked for until a broker answers.
 */
final class StartAtTime implements OffsetsInitializer {
    private static final long serialVersionUID = 1L;

    private final OffsetsInitializer offsets;

    /** @param time the epoch: start at the oldest messages that there are */
    StartAtTime(Instant time) {
        this.offsets = time.toEpochMilli() <= 0
                ? OffsetsInitializer.earliest()
                : OffsetsInitializer.timestamp(time.toEpochMilli());
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        return Patience.ask("offsets to start at", () -> offsets.getPartitionOffsets(partitions, retriever));
    }

    /**
     * What happens when the topic's retention has overtaken the job: it goes on with the oldest message. Flink's own
     * start at a time would jump to the newest, past everything that is still there.
     */
    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.EARLIEST;
    }
}
