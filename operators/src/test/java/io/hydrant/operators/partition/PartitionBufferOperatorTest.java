package io.hydrant.operators.partition;

import static io.hydrant.operators.partition.PartitionedBatches.customer;
import static io.hydrant.operators.partition.PartitionedBatches.partition;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import io.hydrant.operators.batch.BatchTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartitionBufferOperatorTest {
    private static final int MAX_PARALLELISM = 128;
    private static final int SIZE = 1000;
    private static final int INTERVAL = 60_000;

    /** What keeps the state. */
    enum Backend {
        HEAP,
        ROCKSDB
    }

    @ParameterizedTest
    @EnumSource
    void eachPartitionIsDeliveredAtItsOwnSize(Backend backend) throws Exception {
        try (Harness harness = harness(backend)) {
            for (int i = 0; i < 3; i++) {
                harness.add("a", Batches.ofBytes(400));
                harness.add("b", Batches.ofBytes(100));
            }

            assertThat(harness.extractOutputValues()).singleElement().satisfies(buffer -> {
                assertThat(customer(buffer.partition())).isEqualTo("a");
                assertThat(buffer.payloadLength()).isEqualTo(1200);
            });
            harness.add("a", Batches.ofBytes(999));
            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bundlesOfAPartitionKeepTheirOrder(Backend backend) throws Exception {
        try (Harness harness = harness(backend)) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                harness.add("a", Batches.of("r" + i));
                expected.add("r" + i);
            }
            harness.setProcessingTime(INTERVAL);

            assertThat(harness.records()).containsExactlyElementsOf(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSilentPartitionIsDeliveredAndForgotten(Backend backend) throws Exception {
        try (Harness harness = harness(backend)) {
            harness.setProcessingTime(1000);
            harness.add("a", Batches.of("a1"));
            harness.add("a", Batches.of("a2"));
            harness.setProcessingTime(31_000);
            harness.add("b", Batches.of("b1"));
            harness.setProcessingTime(INTERVAL + 999);
            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.partitionCount()).isEqualTo(2);

            harness.setProcessingTime(INTERVAL + 1000);

            assertThat(harness.records()).containsExactly("a1", "a2");
            assertThat(harness.partitionCount()).isEqualTo(1);
            harness.setProcessingTime(INTERVAL + 31_000);
            assertThat(harness.records()).containsExactly("a1", "a2", "b1");
            assertThat(harness.partitionCount()).isZero();
            if (backend == Backend.HEAP) {
                assertThat(harness.numKeyedStateEntries()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyPartitionsMayBeDueAtTheSameTime(Backend backend) throws Exception {
        try (Harness harness = harness(backend)) {
            for (int i = 0; i < 333; i++) {
                harness.add("customer " + i, Batches.of("record"));
            }

            harness.setProcessingTime(INTERVAL);
            harness.setProcessingTime(INTERVAL + 1);

            assertThat(harness.extractOutputValues()).hasSize(333);
            assertThat(harness.partitionCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeliveryBySizeTakesTheIntervalWithIt(Backend backend) throws Exception {
        try (Harness harness = harness(backend)) {
            harness.add("a", Batches.ofBytes(500));
            harness.add("a", Batches.ofBytes(500));
            harness.setProcessingTime(30_000);
            harness.add("a", Batches.of("next"));
            harness.setProcessingTime(INTERVAL + 29_999);
            assertThat(harness.extractOutputValues()).hasSize(1);

            harness.setProcessingTime(INTERVAL + 30_000);

            assertThat(harness.extractOutputValues()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIntervalOfZeroDeliversWithTheCheckpoint(Backend backend) throws Exception {
        try (Harness harness = new Harness(backend, 1, 0, 0, 500, true)) {
            harness.start(null);
            harness.add("a", Batches.of("a"));
            harness.add("b", Batches.of("b"));
            harness.setProcessingTime(INTERVAL);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.prepareSnapshotPreBarrier(1);

            assertThat(harness.records()).containsExactlyInAnyOrder("a", "b");
            assertThat(harness.partitionCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfInputDeliversEveryPartition(Backend backend) throws Exception {
        try (Harness harness = harness(backend)) {
            harness.add("a", Batches.of("a"));
            harness.add("b", Batches.of("b"));

            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(harness.records()).containsExactlyInAnyOrder("a", "b");
            assertThat(harness.partitionCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void sizesAndDeadlinesSurviveARestore(Backend backend) throws Exception {
        OperatorSubtaskState state;
        try (Harness harness = harness(backend)) {
            harness.add("a", Batches.ofBytes(400));
            harness.add("a", Batches.ofBytes(500));
            harness.setProcessingTime(20_000);
            harness.add("quiet", Batches.of("quiet"));
            state = harness.snapshot(1, 1);
        }
        try (Harness harness = new Harness(backend, 1, 0, INTERVAL, 500, true)) {
            harness.setProcessingTime(50_000);
            harness.start(state);
            assertThat(harness.partitionCount()).isEqualTo(2);

            harness.add("a", Batches.ofBytes(100));
            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(harness.extractOutputValues().get(0).batches())
                    .extracting(RecordBatch::payloadLength)
                    .containsExactly(400, 500, 100);
            harness.setProcessingTime(INTERVAL + 19_999);
            assertThat(harness.extractOutputValues()).hasSize(1);
            harness.setProcessingTime(INTERVAL + 20_000);
            assertThat(harness.records()).endsWith("quiet");
            assertThat(harness.partitionCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void partitionsSurviveAChangeOfParallelism(Backend backend) throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        try (Harness harness = harness(backend)) {
            for (int i = 0; i < 20; i++) {
                harness.add("customer " + i, Batches.of("record " + i));
                expected.add("record " + i);
            }
            states.add(harness.snapshot(1, 1));
        }
        states = rescale(backend, states, 2, expected);
        states = rescale(backend, states, 1, expected);

        try (Harness harness = new Harness(backend, 1, 0, INTERVAL, 500, true)) {
            harness.start(states.get(0));
            assertThat(harness.partitionCount()).isEqualTo(23);
            harness.setProcessingTime(INTERVAL);
            assertThat(harness.records()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** Restores the state at another parallelism, adds a partition in each subtask and takes its state again. */
    private static List<OperatorSubtaskState> rescale(
            Backend backend, List<OperatorSubtaskState> states, int parallelism, List<String> expected)
            throws Exception {
        OperatorSubtaskState all =
                AbstractStreamOperatorTestHarness.repackageState(states.toArray(new OperatorSubtaskState[0]));
        List<OperatorSubtaskState> rescaled = new ArrayList<>();
        for (int subtask = 0; subtask < parallelism; subtask++) {
            OperatorSubtaskState part = AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    all, MAX_PARALLELISM, states.size(), parallelism, subtask);
            try (Harness harness = new Harness(backend, parallelism, subtask, INTERVAL, 500, false)) {
                harness.start(part);
                String added = "added in " + subtask + " of " + parallelism;
                harness.add(ownCustomer(added, subtask, parallelism), Batches.of(added));
                expected.add(added);
                rescaled.add(harness.snapshot(1, 1));
            }
        }
        return rescaled;
    }

    private static String ownCustomer(String name, int subtask, int parallelism) {
        String customer = name;
        while (KeyGroupRangeAssignment.assignKeyToParallelOperator(partition(customer), MAX_PARALLELISM, parallelism)
                != subtask) {
            customer += ".";
        }
        return customer;
    }

    @ParameterizedTest
    @EnumSource
    void atTheLimitRecordsOfFurtherPartitionsFailAsTheyCame(Backend backend) throws Exception {
        try (Harness harness = new Harness(backend, 1, 0, INTERVAL, 2, true)) {
            harness.start(null);
            harness.add("a", Batches.of("a1"));
            harness.add("b", Batches.of("b1"));
            harness.add("c", PartitionedBatches.changed(Batches.of("c1", "c2")));
            harness.add("a", Batches.of("a2"));

            assertThat(harness.failures()).hasSize(2).allSatisfy(failed -> {
                assertThat(failed.outputType()).isEqualTo("activePartitionExceeded");
                assertThat(failed.errorCode()).isEqualTo("DynamicPartitioning.ActivePartitionsLimitExceeded");
                assertThat(failed.errorMessage()).isEqualTo("The stream has reached its limit of 2 active partitions");
            });
            assertThat(harness.failures())
                    .extracting(failed -> new String(failed.rawData(), UTF_8))
                    .containsExactly("c1", "c2");
            assertThat(harness.gauge("PartitionCountExceeded")).isEqualTo(1);
            assertThat(harness.gauge("ActivePartitionsLimit")).isEqualTo(2);

            harness.setProcessingTime(INTERVAL);
            assertThat(harness.records()).containsExactlyInAnyOrder("a1", "a2", "b1");
            assertThat(harness.gauge("PartitionCountExceeded")).isZero();
            harness.add("c", Batches.of("c3"));
            harness.setProcessingTime(2 * INTERVAL);
            assertThat(harness.records()).endsWith("c3");
        }
    }

    @ParameterizedTest
    @EnumSource
    void spillingDeliversTheLeastRecentlyUsedPartition(Backend backend) throws Exception {
        try (Harness harness = new Harness(backend, 1, 0, INTERVAL, 2, false)) {
            harness.start(null);
            harness.add("a", Batches.of("a1"));
            harness.add("b", Batches.of("b1"));
            harness.add("a", Batches.of("a2"));
            harness.add("c", Batches.of("c1"));

            assertThat(harness.records()).containsExactly("b1");
            assertThat(harness.extractOutputValues())
                    .extracting(buffer -> customer(buffer.partition()))
                    .containsExactly("b");
            harness.setProcessingTime(INTERVAL);
            assertThat(harness.records()).containsExactlyInAnyOrder("b1", "a1", "a2", "c1");
            assertThat(harness.failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void restoredPartitionsCountTowardsTheLimit(Backend backend) throws Exception {
        OperatorSubtaskState state;
        try (Harness harness = new Harness(backend, 1, 0, INTERVAL, 2, false)) {
            harness.start(null);
            harness.add("a", Batches.of("a1"));
            harness.setProcessingTime(1);
            harness.add("b", Batches.of("b1"));
            state = harness.snapshot(1, 1);
        }
        try (Harness harness = new Harness(backend, 1, 0, INTERVAL, 2, false)) {
            harness.start(state);
            harness.add("c", Batches.of("c1"));

            assertThat(harness.records()).containsExactly("a1");
        }
    }

    private static Harness harness(Backend backend) throws Exception {
        Harness harness = new Harness(backend, 1, 0, INTERVAL, 500, true);
        harness.start(null);
        return harness;
    }

    private static final class Harness extends KeyedOneInputStreamOperatorTestHarness<String, Bundle, Buffer> {
        private final InterceptingOperatorMetricGroup metrics;

        Harness(Backend backend, int parallelism, int subtask, long interval, int limit, boolean refuses)
                throws Exception {
            this(
                    backend,
                    parallelism,
                    subtask,
                    new PartitionBufferOperator(SIZE, interval, limit, refuses),
                    new InterceptingOperatorMetricGroup());
        }

        private Harness(
                Backend backend,
                int parallelism,
                int subtask,
                PartitionBufferOperator operator,
                InterceptingOperatorMetricGroup metrics)
                throws Exception {
            super(operator, Bundle::partition, Types.STRING, environment(parallelism, subtask, metrics));
            this.metrics = metrics;
            setStateBackend(backend == Backend.HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend());
        }

        private static MockEnvironment environment(
                int parallelism, int subtask, InterceptingOperatorMetricGroup metrics) {
            return new MockEnvironmentBuilder()
                    .setManagedMemorySize(32 << 20)
                    .setMaxParallelism(MAX_PARALLELISM)
                    .setParallelism(parallelism)
                    .setSubtaskIndex(subtask)
                    .setMetricGroup(new InterceptingTaskMetricGroup() {
                        @Override
                        public InternalOperatorMetricGroup getOrAddOperator(OperatorID id, String name) {
                            return metrics;
                        }
                    })
                    .build();
        }

        void start(OperatorSubtaskState state) throws Exception {
            setup(BatchTypes.BUFFER.createSerializer(new SerializerConfigImpl()));
            if (state != null) {
                initializeState(state);
            }
            open();
        }

        void add(String customer, RecordBatch batch) throws Exception {
            processElement(new StreamRecord<>(Bundle.ofPartition(partition(customer), batch)));
        }

        List<String> records() {
            List<String> records = new ArrayList<>();
            extractOutputValues().forEach(buffer -> records.addAll(Batches.records(buffer)));
            return records;
        }

        int partitionCount() {
            return gauge("PartitionCount");
        }

        int gauge(String name) {
            return (int) ((Gauge<?>) metrics.get(name)).getValue();
        }

        List<FailedRecord> failures() {
            return getSideOutput(BatchTypes.FAILURES) == null
                    ? List.of()
                    : getSideOutput(BatchTypes.FAILURES).stream()
                            .map(StreamRecord::getValue)
                            .toList();
        }
    }
}
