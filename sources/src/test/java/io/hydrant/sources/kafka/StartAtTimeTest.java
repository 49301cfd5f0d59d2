package io.hydrant.sources.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StartAtTimeTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final FakeOffsets kafka = new FakeOffsets();

    @AfterEach
    void clearInterrupt() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aBrokerThatIsAwayIsAskedAgain() {
        kafka.failures = 2;
        kafka.failure = new RuntimeException(new TimeoutException("no answer"));

        assertThat(start(Instant.ofEpochMilli(500))).containsEntry(PARTITION, 42L);
        assertThat(kafka.failures).isZero();
    }

    @Test
    void aJobThatEndsWaitsForNobody() {
        kafka.failures = Integer.MAX_VALUE;
        kafka.failure = new RuntimeException(new TimeoutException("no answer"));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> start(Instant.ofEpochMilli(500))).hasMessageStartingWith("Interrupted");
    }

    @Test
    void whatWaitingDoesNotHelpFailsTheJob() {
        kafka.failures = 1;
        kafka.failure = new AuthorizationException("no");

        assertThatThrownBy(() -> start(Instant.ofEpochMilli(500))).isSameAs(kafka.failure);
    }

    @Test
    void theEpochIsTheOldestMessage() {
        assertThat(start(Instant.EPOCH)).containsEntry(PARTITION, KafkaPartitionSplit.EARLIEST_OFFSET);
    }

    @Test
    void whenRetentionHasOvertakenTheJobItGoesOnWithTheOldestMessage() {
        assertThat(new StartAtTime(Instant.ofEpochMilli(500)).getAutoOffsetResetStrategy())
                .isEqualTo(OffsetResetStrategy.EARLIEST);
    }

    private Map<TopicPartition, Long> start(Instant time) {
        return new StartAtTime(time).getPartitionOffsets(List.of(PARTITION), kafka);
    }

    /** A partition whose first message from any time on is at offset 42. */
    private static final class FakeOffsets implements PartitionOffsetsRetriever {
        int failures;
        RuntimeException failure = new RuntimeException();

        @Override
        public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            if (failures > 0) {
                failures--;
                throw failure;
            }
            return Map.of(PARTITION, 99L);
        }

        @Override
        public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            return Map.of(PARTITION, new OffsetAndTimestamp(42, times.get(PARTITION)));
        }
    }
}
