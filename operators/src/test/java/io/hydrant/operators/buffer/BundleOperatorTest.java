package io.hydrant.operators.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.batch.LocalShard;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class BundleOperatorTest {
    private static final int MAX_PARALLELISM = 128;

    @Test
    void aLargeBatchIsHandedOnAsItIs() throws Exception {
        try (var harness = harness(false)) {
            RecordBatch large = Batches.ofBytes(BundleOperator.LARGE_BYTES);
            harness.processElement(new StreamRecord<>(large));

            assertThat(harness.extractOutputValues()).extracting(Bundle::batch).containsExactly(large);
        }
    }

    @Test
    void smallBatchesAreGatheredUntilTheyHaveWaited() throws Exception {
        try (var harness = harness(false)) {
            harness.processElement(new StreamRecord<>(Batches.of("a", "b")));
            harness.processElement(new StreamRecord<>(Batches.of("c")));
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.setProcessingTime(BundleOperator.LINGER_MILLIS);

            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(Batches.records(harness.extractOutputValues().get(0).batch()))
                    .containsExactly("a", "b", "c");
        }
    }

    @Test
    void whatRecordsWereMadeOfIsKeptOnlyIfItIsOfUse() throws Exception {
        BatchRewriter rewriter = new BatchRewriter();
        rewriter.begin(Batches.of("a"));
        rewriter.add(0, new byte[] {'b'}, 0, 1);
        RecordBatch changed = rewriter.finish();
        for (boolean forgets : new boolean[] {false, true}) {
            try (var harness = harness(new BundleOperator(false, forgets))) {
                harness.processElement(new StreamRecord<>(changed));
                harness.setProcessingTime(BundleOperator.LINGER_MILLIS);

                RecordBatch bundled = harness.extractOutputValues().get(0).batch();
                assertThat(Batches.records(bundled)).containsExactly("b");
                assertThat(bundled.hasOriginals()).isEqualTo(!forgets);
            }
        }
    }

    @Test
    void smallBatchesAreHandedOnWhenTheyAreEnough() throws Exception {
        try (var harness = harness(false)) {
            int half = BundleOperator.LARGE_BYTES / 2;
            for (int bytes = half; bytes < BundleOperator.BUNDLE_BYTES; bytes += half) {
                harness.processElement(new StreamRecord<>(Batches.ofBytes(half)));
            }
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processElement(new StreamRecord<>(Batches.ofBytes(half)));

            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void orderIsKeptAroundALargeBatch() throws Exception {
        try (var harness = harness(false)) {
            RecordBatch large = Batches.ofBytes(BundleOperator.LARGE_BYTES);
            harness.processElement(new StreamRecord<>(Batches.of("before")));
            harness.processElement(new StreamRecord<>(large));

            List<Bundle> bundles = harness.extractOutputValues();
            assertThat(Batches.records(bundles.get(0).batch())).containsExactly("before");
            assertThat(bundles.get(1).batch()).isSameAs(large);
        }
    }

    @Test
    void nothingIsHeldBackAtABarrierAndNothingIsInTheState() throws Exception {
        try (var harness = harness(false)) {
            harness.processElement(new StreamRecord<>(Batches.of("a")));
            harness.prepareSnapshotPreBarrier(1);

            assertThat(harness.extractOutputValues()).extracting(Bundle::flush).containsExactly(false);
            assertThat(harness.snapshot(1, 1).hasState()).isFalse();
        }
    }

    @Test
    void anIntervalOfZeroAsksForDeliveryBeforeEachBarrier() throws Exception {
        try (var harness = harness(true)) {
            harness.processElement(new StreamRecord<>(Batches.of("a")));
            harness.prepareSnapshotPreBarrier(1);
            harness.prepareSnapshotPreBarrier(2);

            assertThat(harness.extractOutputValues()).extracting(Bundle::flush).containsExactly(false, true);
        }
    }

    @Test
    void theLastWatermarkFindsNothingHeldBack() throws Exception {
        try (var harness = harness(false)) {
            harness.processElement(new StreamRecord<>(Batches.of("a")));
            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(harness.getOutput()).hasSize(2);
            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(harness.getOutput().toArray()[1]).isEqualTo(Watermark.MAX_WATERMARK);
        }
    }

    @Test
    void eachSubtaskHasABufferThatIsItsOwn() {
        for (int parallelism : new int[] {1, 2, 3, 7, 128}) {
            for (int subtask = 0; subtask < parallelism; subtask++) {
                int shard = LocalShard.of(subtask, parallelism, MAX_PARALLELISM);
                assertThat(KeyGroupRangeAssignment.assignKeyToParallelOperator(shard, MAX_PARALLELISM, parallelism))
                        .isEqualTo(subtask);
            }
        }
    }

    private static OneInputStreamOperatorTestHarness<RecordBatch, Bundle> harness(boolean flushAtCheckpoint)
            throws Exception {
        return harness(new BundleOperator(flushAtCheckpoint, false));
    }

    private static OneInputStreamOperatorTestHarness<RecordBatch, Bundle> harness(BundleOperator operator)
            throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<RecordBatch, Bundle>(operator, MAX_PARALLELISM, 1, 0);
        harness.setup(BatchTypes.BUNDLE.createSerializer(new SerializerConfigImpl()));
        harness.open();
        return harness;
    }
}
