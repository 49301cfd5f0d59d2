package io.hydrant.operators.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.operators.Batches;
import io.hydrant.operators.batch.BatchTypes;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ErrorLineOperatorTest {
    private static final FailedRecord FAILED = new FailedRecord(
            "processing-failed",
            "Lambda.FunctionError",
            "said \"no\"\n",
            4,
            1_535_365_800_000L,
            1_535_365_801_000L,
            "raw".getBytes(UTF_8),
            "\"lambdaArn\":\"arn:l\"");

    @Test
    void aFailedRecordIsOneLineInItsOutputType() throws Exception {
        try (var harness = harness(false)) {
            harness.processElement(new StreamRecord<>(FAILED));

            Bundle bundle = harness.extractOutputValues().get(0);
            assertThat(Batches.records(bundle.batch()))
                    .containsExactly(
                            "{\"attemptsMade\":4,\"arrivalTimestamp\":1535365800000,"
                                    + "\"errorCode\":\"Lambda.FunctionError\",\"errorMessage\":\"said \\\"no\\\"\\n\","
                                    + "\"attemptEndingTimestamp\":1535365801000,\"rawData\":\"cmF3\",\"lambdaArn\":\"arn:l\"}\n");
            assertThat(bundle.errorOutputType()).isEqualTo("processing-failed");
            assertThat(bundle.batch().oldestArrivalMillis()).isEqualTo(1_535_365_800_000L);
        }
    }

    @Test
    void anIntervalOfZeroAsksForDeliveryBeforeABarrierThatFollowsAFailure() throws Exception {
        try (var harness = harness(true)) {
            harness.prepareSnapshotPreBarrier(1);
            harness.processElement(new StreamRecord<>(FAILED));
            harness.prepareSnapshotPreBarrier(2);
            harness.prepareSnapshotPreBarrier(3);

            List<Bundle> bundles = harness.extractOutputValues();
            assertThat(bundles).extracting(Bundle::flush).containsExactly(false, true);
        }
    }

    private static OneInputStreamOperatorTestHarness<FailedRecord, Bundle> harness(boolean flushAtCheckpoint)
            throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(new ErrorLineOperator(flushAtCheckpoint));
        harness.setup(BatchTypes.BUNDLE.createSerializer(new SerializerConfigImpl()));
        harness.open();
        return harness;
    }
}
