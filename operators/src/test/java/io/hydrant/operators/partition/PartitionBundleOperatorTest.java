package io.hydrant.operators.partition;

import static io.hydrant.operators.partition.PartitionedBatches.changed;
import static io.hydrant.operators.partition.PartitionedBatches.customer;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import io.hydrant.operators.batch.BatchTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartitionBundleOperatorTest {
    private static final int LINGER = 100;

    @Test
    void recordsOfAPartitionLeaveTogetherAndInTheirOrder() throws Exception {
        try (Harness harness = new Harness()) {
            harness.add(PartitionedBatches.of("a:1", "a:2", "b:3", "a:4"));
            harness.add(PartitionedBatches.of("b:5", "b:6"));
            harness.add(PartitionedBatches.of("c:7", "a:8"));
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.setProcessingTime(LINGER);

            assertThat(harness.bundles())
                    .isEqualTo(Map.of(
                            "a", List.of("a:1", "a:2", "a:4", "a:8"),
                            "b", List.of("b:3", "b:5", "b:6"),
                            "c", List.of("c:7")));
            assertThat(harness.extractOutputValues())
                    .hasSize(3)
                    .allMatch(bundle -> !bundle.batch().hasMetadata());
            harness.add(PartitionedBatches.of("a:9"));
            harness.setProcessingTime(2 * LINGER);
            assertThat(harness.extractOutputValues()).hasSize(4);
        }
    }

    enum End {
        CHECKPOINT,
        END_OF_INPUT,
        LAST_WATERMARK
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsKeptBackAt(End end) throws Exception {
        try (Harness harness = new Harness()) {
            harness.add(PartitionedBatches.of("a:1", "b:2"));

            switch (end) {
                case CHECKPOINT -> harness.prepareSnapshotPreBarrier(1);
                case END_OF_INPUT -> harness.endInput();
                case LAST_WATERMARK -> harness.processWatermark(Watermark.MAX_WATERMARK);
            }

            assertThat(harness.bundles()).isEqualTo(Map.of("a", List.of("a:1"), "b", List.of("b:2")));
            if (end == End.LAST_WATERMARK) {
                assertThat(harness.getOutput().toArray()[2]).isEqualTo(Watermark.MAX_WATERMARK);
            }
        }
    }

    @Test
    void aLargeBundleDoesNotWait() throws Exception {
        String large = "x".repeat(PartitionBundleOperator.BUNDLE_BYTES / 2);
        try (Harness harness = new Harness()) {
            harness.add(PartitionedBatches.of("a:" + large, "b:1", "a:" + large, "a:2"));

            assertThat(harness.bundles()).isEqualTo(Map.of("a", List.of("a:" + large, "a:" + large)));

            harness.endInput();
            assertThat(harness.records("a")).endsWith("a:2").hasSize(3);
            assertThat(harness.records("b")).containsExactly("b:1");
        }
    }

    @Test
    void allPartitionsTogetherHoldABoundedAmount() throws Exception {
        String record = "x".repeat(1 << 20);
        try (Harness harness = new Harness()) {
            for (int i = 0; i < PartitionBundleOperator.GATHERED_BYTES >> 20; i++) {
                // Each record is just below the size of a bundle, with three quarters of a MiB of company.
                harness.add(PartitionedBatches.of(
                        i + ":" + record.substring(0, 200 << 10), i + "b:" + record.substring(0, 200 << 10)));
                harness.add(PartitionedBatches.of(
                        i + "c:" + record.substring(0, 200 << 10), i + "d:" + record.substring(0, 200 << 10)));
                harness.add(PartitionedBatches.of(i + "e:" + record.substring(0, 250 << 10)));
            }

            assertThat(harness.extractOutputValues()).isNotEmpty();
        }
    }

    @Test
    void recordsWithoutAPartitionFailAsTheyCame() throws Exception {
        RecordBatch batch = changed(PartitionedBatches.of("a:1", "lost", "a:2"));
        try (Harness harness = new Harness()) {
            harness.setProcessingTime(77);
            harness.add(batch);
            harness.endInput();

            assertThat(harness.bundles()).isEqualTo(Map.of("a", List.of("A:1", "A:2")));
            assertThat(harness.failures()).singleElement().satisfies(failed -> {
                assertThat(failed.outputType()).isEqualTo("partitioning-failed");
                assertThat(failed.errorCode()).isEqualTo("DynamicPartitioning.PartitionKeyMissing");
                assertThat(failed.errorMessage()).isEqualTo("No value for !{partitionKeyFromQuery:customer}");
                assertThat(failed.rawData()).asString().isEqualTo("lost");
                assertThat(failed.attemptEndingMillis()).isEqualTo(77);
            });
        }
    }

    /** A query gives no such values, but a function may. */
    @Test
    void recordsWithAnEmptyValueFailAsTheyCame() throws Exception {
        RecordBatch batch = changed(PartitionedBatches.of("a:1", ":empty", "a:2"));
        try (Harness harness = new Harness()) {
            harness.add(batch);
            harness.endInput();

            assertThat(harness.bundles()).isEqualTo(Map.of("a", List.of("A:1", "A:2")));
            assertThat(harness.failures()).singleElement().satisfies(failed -> {
                assertThat(failed.outputType()).isEqualTo("metadata-extraction-failed");
                assertThat(failed.errorCode()).isEqualTo("DynamicPartitioning.MetadataExtractionFailed");
                assertThat(failed.errorMessage()).isEqualTo("partitionKeys values must not be null or empty");
                assertThat(failed.rawData()).asString().isEqualTo(":empty");
            });
        }
    }

    @Test
    void recordsWhosePrefixIsTooLongFail() throws Exception {
        String tooLong = "x".repeat(511);
        String tooWide = "€".repeat(350);
        try (Harness harness = new Harness()) {
            harness.add(PartitionedBatches.of("a:1", tooLong + ":2", tooLong + ":3", tooWide + ":4"));
            harness.endInput();

            assertThat(harness.bundles()).isEqualTo(Map.of("a", List.of("a:1")));
            assertThat(harness.failures())
                    .extracting(FailedRecord::errorCode)
                    .hasSize(3)
                    .containsOnly("DynamicPartitioning.PrefixTooLong");
            assertThat(harness.failures())
                    .extracting(FailedRecord::errorMessage)
                    .contains("The evaluated prefix has 514 characters, but may have 512")
                    .noneMatch(message -> message.contains("x".repeat(10)));
        }
    }

    @Test
    void whatRecordsWereMadeOfTravelsWithThem() throws Exception {
        try (Harness harness = new Harness()) {
            harness.add(changed(PartitionedBatches.of("a:1", "b:2")));
            harness.add(changed(PartitionedBatches.of("b:3", "a:4")));
            harness.endInput();

            assertThat(harness.records("a")).containsExactly("A:1", "A:4");
            assertThat(harness.extractOutputValues()).allSatisfy(bundle -> {
                RecordBatch batch = bundle.batch();
                assertThat(Batches.records(batch.originals()).get(batch.originalOf(1)))
                        .isEqualToIgnoringCase(Batches.records(batch).get(1))
                        .startsWith(customer(bundle.partition()));
            });
        }
    }

    /** Many more partitions than the table starts with or remembers, with values of all lengths. */
    @Test
    void noRecordLeavesUnderAPartitionThatIsNotItsOwn() throws Exception {
        Random random = new Random(4);
        Map<String, List<String>> expected = new LinkedHashMap<>();
        try (Harness harness = new Harness()) {
            for (int i = 0; i < 400; i++) {
                String[] records = new String[random.nextInt(400) + 1];
                for (int r = 0; r < records.length; r++) {
                    String customer = Integer.toString(random.nextInt(1 << random.nextInt(18)), 36);
                    records[r] = customer + ":" + i + "-" + r;
                    expected.computeIfAbsent(customer, c -> new ArrayList<>()).add(records[r]);
                }
                harness.add(PartitionedBatches.of(records));
                harness.setProcessingTime(i * 10L);
            }
            harness.endInput();

            assertThat(harness.bundles()).isEqualTo(expected);
        }
    }

    private static final class Harness extends OneInputStreamOperatorTestHarness<RecordBatch, Bundle> {
        Harness() throws Exception {
            super(new PartitionBundleOperator(PartitionedBatches.KEYS, PartitionedBatches.OBJECT_KEY, LINGER));
            setup(BatchTypes.BUNDLE.createSerializer(new SerializerConfigImpl()));
            open();
        }

        void add(RecordBatch batch) throws Exception {
            processElement(new StreamRecord<>(batch));
        }

        Map<String, List<String>> bundles() {
            Map<String, List<String>> bundles = new LinkedHashMap<>();
            for (Bundle bundle : extractOutputValues()) {
                bundles.computeIfAbsent(customer(bundle.partition()), c -> new ArrayList<>())
                        .addAll(Batches.records(bundle.batch()));
            }
            return bundles;
        }

        List<String> records(String customer) {
            return bundles().getOrDefault(customer, List.of());
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
