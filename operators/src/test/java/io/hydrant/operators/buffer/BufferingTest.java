package io.hydrant.operators.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import io.hydrant.operators.batch.BatchTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BufferingTest {
    private static final int MAX_PARALLELISM = 128;
    private static final int MIB = 1 << 20;

    /** Bundles of 256 KiB come every second; what is delivered after how many of them? */
    @ParameterizedTest(name = "{0} MB, {1} s: {2} bundles -> {3} buffers of {4} bundles")
    @CsvSource({
        "1,   300, 3,  0, 0", // neither reached
        "1,   300, 4,  1, 4", // size
        "1,   300, 9,  2, 4", // size again; one bundle waits
        "128, 1,   3,  2, 1", // interval, counted anew for each buffer
        "128, 10,  11, 1, 10", // interval
        "1,   3,   8,  2, 3", // interval before size
        "1,   4,   4,  1, 4", // size in the same moment as the interval: delivered once
        "128, 900, 20, 0, 0",
    })
    void whicheverComesFirst(int sizeInMBs, int intervalInSeconds, int bundles, int buffers, int bundlesPerBuffer)
            throws Exception {
        try (Harness harness = harness(sizeInMBs, intervalInSeconds, 1, 0, null)) {
            for (int i = 0; i < bundles; i++) {
                harness.setProcessingTime(1000L * i);
                harness.add(0, Batches.ofBytes(MIB / 4));
            }

            assertThat(harness.extractOutputValues()).hasSize(buffers);
            assertThat(harness.extractOutputValues())
                    .allSatisfy(buffer -> assertThat(buffer.batches()).hasSize(bundlesPerBuffer));
        }
    }

    @Test
    void aQuietBufferIsDeliveredAtItsInterval() throws Exception {
        try (Harness harness = harness(5, 60, 1, 0, null)) {
            harness.setProcessingTime(1000);
            harness.add(0, Batches.of("a"));
            harness.setProcessingTime(60_999);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.setProcessingTime(61_000);

            assertThat(harness.records()).containsExactly("a");
            harness.setProcessingTime(1_000_000);
            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void aDeliveryBySizeTakesTheIntervalWithIt() throws Exception {
        try (Harness harness = harness(1, 60, 1, 0, null)) {
            harness.add(0, Batches.ofBytes(MIB));
            harness.setProcessingTime(59_000);
            harness.add(0, Batches.of("next"));
            harness.setProcessingTime(118_999);
            assertThat(harness.extractOutputValues()).hasSize(1);

            harness.setProcessingTime(119_000);

            assertThat(harness.extractOutputValues()).hasSize(2);
        }
    }

    @Test
    void anIntervalOfZeroWaitsForTheFlushOfTheCheckpoint() throws Exception {
        try (Harness harness = harness(5, 0, 1, 0, null)) {
            harness.add(0, Batches.of("a"));
            harness.setProcessingTime(1_000_000);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.flush(0);
            harness.flush(0);

            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(harness.records()).containsExactly("a");
        }
    }

    @Test
    void theEndOfInputDeliversEveryBuffer() throws Exception {
        try (Harness harness = harness(5, 300, 1, 0, null)) {
            harness.add(0, Batches.of("a"));
            harness.add(1, Batches.of("b"));

            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(harness.records()).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void buffersSizesAndIntervalsSurviveARestore() throws Exception {
        OperatorSubtaskState state;
        try (Harness harness = harness(1, 60, 1, 0, null)) {
            harness.add(0, Batches.ofBytes(MIB - 10));
            harness.add(1, Batches.of("quiet"));
            state = harness.snapshot(1, 1);
        }
        try (Harness harness = harness(1, 60, 1, 0, state)) {
            harness.add(0, Batches.ofBytes(10));
            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(harness.extractOutputValues().get(0).payloadLength()).isEqualTo(MIB);

            harness.setProcessingTime(60_000);

            assertThat(harness.extractOutputValues()).hasSize(2);
            assertThat(Batches.records(harness.extractOutputValues().get(1))).containsExactly("quiet");
        }
    }

    @Test
    void bufferedDataSurvivesAChangeOfParallelism() throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        try (Harness harness = harness(5, 60, 1, 0, null)) {
            for (int shard = 0; shard < 20; shard++) {
                harness.add(shard, Batches.of("shard " + shard));
                expected.add("shard " + shard);
            }
            states.add(harness.snapshot(1, 1));
        }
        states = rescale(states, 3, expected);
        states = rescale(states, 2, expected);

        List<String> delivered = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (Harness harness = harness(5, 60, 2, subtask, states.get(subtask))) {
                harness.setProcessingTime(60_000);
                delivered.addAll(harness.records());
            }
        }
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void eachErrorOutputTypeOfABufferIsDeliveredByItself() throws Exception {
        try (Harness harness = harness(5, 60, 1, 0, null)) {
            harness.processElement(new StreamRecord<>(new Bundle(0, Batches.of("a1"), false, "a")));
            harness.processElement(new StreamRecord<>(new Bundle(0, Batches.of("b1"), false, "b")));
            harness.processElement(new StreamRecord<>(new Bundle(0, Batches.of("a2"), false, "a")));
            harness.setProcessingTime(60_000);

            assertThat(harness.extractOutputValues())
                    .extracting(Buffer::errorOutputType)
                    .containsExactly("a", "b");
            assertThat(harness.records()).containsExactly("a1", "a2", "b1");
        }
    }

    /** Restores the state at another parallelism, adds a record in each subtask and takes its state again. */
    private static List<OperatorSubtaskState> rescale(
            List<OperatorSubtaskState> states, int parallelism, List<String> expected) throws Exception {
        OperatorSubtaskState all =
                AbstractStreamOperatorTestHarness.repackageState(states.toArray(new OperatorSubtaskState[0]));
        List<OperatorSubtaskState> rescaled = new ArrayList<>();
        for (int subtask = 0; subtask < parallelism; subtask++) {
            OperatorSubtaskState part = AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    all, MAX_PARALLELISM, states.size(), parallelism, subtask);
            try (Harness harness = harness(5, 60, parallelism, subtask, part)) {
                String added = "added in " + subtask + " of " + parallelism;
                harness.add(ownShard(subtask, parallelism), Batches.of(added));
                expected.add(added);
                rescaled.add(harness.snapshot(1, 1));
            }
        }
        return rescaled;
    }

    private static int ownShard(int subtask, int parallelism) {
        int shard = 0;
        while (KeyGroupRangeAssignment.assignKeyToParallelOperator(shard, MAX_PARALLELISM, parallelism) != subtask) {
            shard++;
        }
        return shard;
    }

    private static Harness harness(
            int sizeInMBs, int intervalInSeconds, int parallelism, int subtask, OperatorSubtaskState state)
            throws Exception {
        Harness harness = new Harness(windowOperator(sizeInMBs, intervalInSeconds), parallelism, subtask);
        harness.setup(BatchTypes.BUFFER.createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    /** The window as the job has it: taken out of the graph that {@link Buffering} makes. */
    private static StreamOperatorFactory<Buffer> windowOperator(int sizeInMBs, int intervalInSeconds) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DataStream<RecordBatch> batches = env.fromData(List.of(Batches.of("never read")), BatchTypes.RECORD_BATCH);
        DataStream<Buffer> buffers = new Buffering(sizeInMBs, intervalInSeconds).attach(batches, "bundle", "buffer");
        return ((OneInputTransformation<?, Buffer>) buffers.getTransformation()).getOperatorFactory();
    }

    private static final class Harness extends KeyedOneInputStreamOperatorTestHarness<Integer, Bundle, Buffer> {
        Harness(StreamOperatorFactory<Buffer> operator, int parallelism, int subtask) throws Exception {
            super(operator, Bundle::shard, Types.INT, MAX_PARALLELISM, parallelism, subtask);
        }

        void add(int shard, RecordBatch batch) throws Exception {
            processElement(new StreamRecord<>(new Bundle(shard, batch, false)));
        }

        void flush(int shard) throws Exception {
            processElement(new StreamRecord<>(new Bundle(shard, Batches.of(), true)));
        }

        List<String> records() {
            List<String> records = new ArrayList<>();
            extractOutputValues().forEach(buffer -> records.addAll(Batches.records(buffer)));
            return records;
        }
    }
}
