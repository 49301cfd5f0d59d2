package io.hydrant.operators.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import io.hydrant.operators.batch.BatchTypes;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ValidateOperatorTest {
    @Test
    void batchesPassAsTheyAre() throws Exception {
        try (var harness = harness()) {
            RecordBatch batch = Batches.of("a", "", "b");
            RecordBatch largest = RecordBatch.ofMessage(1, 2, 3, new byte[MessageValidation.MAX_RECORD_BYTES]);
            harness.processElement(new StreamRecord<>(batch));
            harness.processElement(new StreamRecord<>(largest));

            assertThat(harness.extractOutputValues()).containsExactly(batch, largest);
            assertThat(harness.getSideOutput(BatchTypes.FAILURES)).isNull();
        }
    }

    @Test
    void aMessageWithoutAValueFails() throws Exception {
        try (var harness = harness()) {
            harness.setProcessingTime(77);
            harness.processElement(new StreamRecord<>(RecordBatch.tombstone(3, 42, 1000)));

            assertThat(harness.extractOutputValues()).isEmpty();
            FailedRecord failed = failures(harness).get(0);
            assertThat(failed.outputType()).isEqualTo("source-validation-failed");
            assertThat(failed.errorCode()).isEqualTo("MSK.NullValue");
            assertThat(failed.errorMessage())
                    .isEqualTo("The message at offset 42 of partition 3 of topic orders has no value");
            assertThat(failed.attemptsMade()).isEqualTo(1);
            assertThat(failed.arrivalMillis()).isEqualTo(1000);
            assertThat(failed.attemptEndingMillis()).isEqualTo(77);
            assertThat(failed.rawData()).isEmpty();
        }
    }

    @Test
    void aMessageThatIsTooLargeFailsWithItsBytes() throws Exception {
        byte[] value = "x".repeat(MessageValidation.MAX_RECORD_BYTES + 1).getBytes(UTF_8);
        try (var harness = harness()) {
            harness.processElement(new StreamRecord<>(RecordBatch.ofMessage(3, 42, 1000, value)));

            assertThat(harness.extractOutputValues()).isEmpty();
            FailedRecord failed = failures(harness).get(0);
            assertThat(failed.errorCode()).isEqualTo("MSK.RecordTooLarge");
            assertThat(failed.errorMessage())
                    .isEqualTo("The message at offset 42 of partition 3 of topic orders has 10485761 bytes,"
                            + " but a record has at most 10485760");
            assertThat(failed.rawData()).isEqualTo(value);
        }
    }

    private static List<FailedRecord> failures(OneInputStreamOperatorTestHarness<RecordBatch, RecordBatch> harness) {
        return harness.getSideOutput(BatchTypes.FAILURES).stream()
                .map(StreamRecord::getValue)
                .toList();
    }

    private static OneInputStreamOperatorTestHarness<RecordBatch, RecordBatch> harness() throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(
                new ValidateOperator("orders", MessageValidation.MAX_RECORD_BYTES));
        harness.setup(BatchTypes.RECORD_BATCH.createSerializer(new SerializerConfigImpl()));
        harness.open();
        return harness;
    }
}
