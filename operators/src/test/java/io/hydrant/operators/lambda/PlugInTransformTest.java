package io.hydrant.operators.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PrefixExpression;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step with a plug-in in place of a function. */
class PlugInTransformTest {
    private static final String DETAILS =
            "\"lambdaArn\":\"arn:aws:lambda:us-east-1:000000000000:function:change:live\"";

    @TempDir
    Path folder;

    @Test
    void aPlugInFansOutDropsAndFails() throws Exception {
        PartitionKeys keys = PartitionKeys.of(PrefixExpression.parse("!{partitionKeyFromLambda:line}/"));
        try (TransformHarness harness = TransformHarness.ofPlugIn(folder, Map.of("suffix", "!"))
                .keys(keys)
                .open()) {
            harness.add(Batches.of("a\nb", "drop", "fail", "silent", "c"), Batches.of("loader"));
            Transformed transformed = harness.end().get(0);

            assertThat(transformed.batches())
                    .extracting(Batches::records)
                    .containsExactly(List.of("a!", "b!", "c!"), List.of("alone"));
            RecordBatch first = transformed.batches().get(0);
            assertThat(first.originalOf(1)).isZero();
            assertThat(keys.decode(first.bytes(), first.metadataStart(1), first.metadataEnd(1)))
                    .containsExactly("b");
            assertThat(transformed.failures())
                    .extracting(FailedRecord::errorCode, FailedRecord::errorMessage, FailedRecord::attemptsMade)
                    .containsExactly(
                            tuple("Lambda.ProcessingFailedStatus", "not wanted", 1),
                            tuple("Lambda.MissingRecordId", LambdaErrors.NOTHING_SAID.message(), 1));
            assertThat(transformed.failures().get(0).details()).isEqualTo(DETAILS);
        }
    }

    @ParameterizedTest
    @CsvSource({"throw, Lambda.FunctionError", "both, Lambda.FunctionError", "hang, Lambda.FunctionRequestTimedOut"})
    void aPlugInThatThrowsOrHangsIsTriedAgainAndThenFailsTheBuffer(String record, String code) throws Exception {
        try (TransformHarness harness = TransformHarness.ofPlugIn(folder, Map.of())
                .retries(2)
                .timeout(Duration.ofMillis(record.equals("hang") ? 200 : 20_000))
                .open()) {
            harness.add(Batches.of("a", record));
            harness.add(Batches.of("b"));
            List<Transformed> transformed = harness.end();

            assertThat(transformed.get(0).batches()).isEmpty();
            assertThat(transformed.get(0).failures()).hasSize(2).allSatisfy(failed -> {
                assertThat(failed.errorCode()).isEqualTo(code);
                assertThat(failed.attemptsMade()).isEqualTo(3);
            });
            assertThat(transformed.get(1).batches())
                    .extracting(Batches::records)
                    .containsExactly(List.of("b"));
        }
    }

    @Test
    void aPlugInThatCannotOpenFailsTheJob() {
        assertThatThrownBy(() -> TransformHarness.ofPlugIn(folder, Map.of("suffix", "refuse"))
                        .open())
                .hasStackTraceContaining("refused");
    }

    @Test
    void everyInstanceOfAPlugInIsClosedWhenItIsNotBusy() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        try (TransformHarness harness = TransformHarness.ofPlugIn(folder, Map.of("closed", closed.toString()))
                .concurrent(2)
                .open()) {
            harness.add(Batches.of("hang"));
            await().until(() -> names(closed).contains("hangs"));
            // Now there are two instances, one of which hangs until it is interrupted.
            harness.add(Batches.of("a"));
            await().until(() -> harness.counter("SucceedProcessing.Records") == 1);
        }

        await().untilAsserted(() -> assertThat(names(closed))
                .filteredOn(name -> name.startsWith("closed"))
                .hasSize(2));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
