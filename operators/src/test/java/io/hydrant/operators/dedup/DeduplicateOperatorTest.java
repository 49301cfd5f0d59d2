package io.hydrant.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import io.hydrant.operators.batch.BatchTypes;
import java.time.Duration;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DeduplicateOperatorTest {
    private static final long MINUTE = 60_000;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MAX_PARALLELISM = 128;

    @Test
    void aRetryOfTheSameRequestIsDropped() throws Exception {
        try (Harness harness = harness(1, 0, null)) {
            assertThat(passes(harness, 0, 0, 7)).isTrue();
            assertThat(passes(harness, 0, MINUTE, 7)).isFalse();
            assertThat(passes(harness, 0, MINUTE, 8)).isTrue();
        }
    }

    @Test
    void entriesWithoutAnIdAlwaysPass() throws Exception {
        try (Harness harness = harness(1, 0, null)) {
            harness.processElement(new StreamRecord<>(Batches.of("a")));
            harness.processElement(new StreamRecord<>(Batches.of("a")));

            assertThat(harness.extractOutputValues()).hasSize(2);
        }
    }

    @Test
    void anIdIsForgottenAfterTheWindowOfTheLogsOwnTime() throws Exception {
        try (Harness harness = harness(1, 0, null)) {
            passes(harness, 0, 0, 7);

            assertThat(passes(harness, 0, 10 * MINUTE, 1)).isTrue();
            assertThat(passes(harness, 0, 10 * MINUTE, 7)).isFalse();
            assertThat(passes(harness, 0, 16 * MINUTE, 2)).isTrue();
            assertThat(passes(harness, 0, 16 * MINUTE, 7)).isTrue();
        }
    }

    @Test
    void anIdOfOnePartitionSaysNothingAboutAnother() throws Exception {
        try (Harness harness = harness(1, 0, null)) {
            assertThat(passes(harness, 0, 0, 7)).isTrue();
            assertThat(passes(harness, 1, 0, 7)).isTrue();
        }
    }

    @Test
    void whicheverSubtaskGetsAPartitionKnowsItsIds() throws Exception {
        OperatorSubtaskState state;
        try (Harness harness = harness(1, 0, null)) {
            passes(harness, 0, 0, 7);
            passes(harness, 1, 0, 8);
            state = harness.snapshot(1, 1);
        }
        for (int subtask = 0; subtask < 3; subtask++) {
            OperatorSubtaskState part =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(state, MAX_PARALLELISM, 1, 3, subtask);
            try (Harness harness = harness(3, subtask, part)) {
                assertThat(passes(harness, 0, MINUTE, 7)).isFalse();
                assertThat(passes(harness, 1, MINUTE, 8)).isFalse();
                assertThat(passes(harness, 1, MINUTE, 9)).isTrue();
            }
        }
    }

    @Test
    void idsOfAPartitionThatIsNotReadAreCarriedOnForAWhile() throws Exception {
        OperatorSubtaskState state;
        try (Harness harness = harness(1, 0, null)) {
            passes(harness, 0, 0, 7);
            state = harness.snapshot(1, 1);
        }
        try (Harness harness = harness(1, 0, state)) {
            state = harness.snapshot(2, 2);
        }
        try (Harness harness = harness(1, 0, state)) {
            harness.setProcessingTime(DeduplicateOperator.UNREAD_KEPT.toMillis() + 1);
            state = harness.snapshot(3, 3);
            assertThat(passes(harness, 0, MINUTE, 7)).isTrue();
        }
        try (Harness harness = harness(1, 0, state)) {
            assertThat(passes(harness, 0, MINUTE, 7)).isTrue();
        }
    }

    private static boolean passes(Harness harness, int partition, long arrivalMillis, long id) throws Exception {
        int before = harness.getOutput().size();
        harness.processElement(new StreamRecord<>(Batches.ofRequest(partition, arrivalMillis, 0, id)));
        return harness.getOutput().size() > before;
    }

    private static Harness harness(int parallelism, int subtask, OperatorSubtaskState state) throws Exception {
        Harness harness = new Harness(parallelism, subtask);
        harness.setup(BatchTypes.RECORD_BATCH.createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static final class Harness extends OneInputStreamOperatorTestHarness<RecordBatch, RecordBatch> {
        Harness(int parallelism, int subtask) throws Exception {
            super(new DeduplicateOperator(WINDOW), MAX_PARALLELISM, parallelism, subtask);
        }
    }
}
