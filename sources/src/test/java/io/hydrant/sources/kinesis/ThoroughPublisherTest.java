package io.hydrant.sources.kinesis;

import static org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult.CANCELLED;
import static org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult.COMPLETE;
import static org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult.INCOMPLETE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.Test;

class ThoroughPublisherTest {
    private static final SequenceNumber START = new SequenceNumber("0");
    private static final RecordBatch BATCH = new RecordBatch(
            List.of(),
            new StreamShardHandle(
                    "stream",
                    new Shard()
                            .withShardId("shardId-000000000000")
                            .withHashKeyRange(
                                    new HashKeyRange().withStartingHashKey("0").withEndingHashKey("1"))),
            0L);

    private final List<SequenceNumber> polledFrom = new ArrayList<>();
    private int read;

    @Test
    void aConsumerThatIsGoneIsNotTheEndOfItsShard() throws Exception {
        ThoroughPublisher publisher = publisher(List.of(INCOMPLETE, COMPLETE), List.of(INCOMPLETE, COMPLETE));

        assertThat(run(publisher)).isEqualTo(INCOMPLETE);
        assertThat(polledFrom).isEmpty();
        assertThat(run(publisher)).isEqualTo(INCOMPLETE);
        assertThat(polledFrom).containsExactly(new SequenceNumber("2"));
        assertThat(run(publisher)).isEqualTo(INCOMPLETE);
        assertThat(run(publisher)).isEqualTo(COMPLETE);
        assertThat(polledFrom).hasSize(1);
    }

    @Test
    void aShardThatGaveNothingIsPolledFromItsStart() throws Exception {
        ThoroughPublisher publisher = new ThoroughPublisher(consumer -> COMPLETE, START, polling(List.of(COMPLETE)));

        assertThat(run(publisher)).isEqualTo(INCOMPLETE);
        assertThat(polledFrom).containsExactly(START);
        assertThat(run(publisher)).isEqualTo(COMPLETE);
    }

    @Test
    void aCancelledConsumerIsNotPolledFor() throws Exception {
        assertThat(run(publisher(List.of(CANCELLED), List.of()))).isEqualTo(CANCELLED);
        assertThat(polledFrom).isEmpty();
    }

    private ThoroughPublisher publisher(List<RecordPublisherRunResult> fanOut, List<RecordPublisherRunResult> polling) {
        return new ThoroughPublisher(giving(fanOut), START, polling(polling));
    }

    private ThoroughPublisher.Polling polling(List<RecordPublisherRunResult> results) {
        return last -> {
            polledFrom.add(last);
            return giving(results);
        };
    }

    /** Gives a batch at each run. */
    private static RecordPublisher giving(List<RecordPublisherRunResult> results) {
        List<RecordPublisherRunResult> left = new ArrayList<>(results);
        return consumer -> {
            consumer.accept(BATCH);
            return left.remove(0);
        };
    }

    private RecordPublisherRunResult run(RecordPublisher publisher) throws InterruptedException {
        return publisher.run(batch -> new SequenceNumber(Integer.toString(++read)));
    }
}
