package io.hydrant.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.job.ScriptedProtocol.Sent;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.sinks.request.Answer;
import io.hydrant.sinks.request.Delivery;
import io.hydrant.sinks.request.RetryRule;
import io.hydrant.sinks.request.RetryRule.Counting;
import io.hydrant.sinks.request.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records that are delivered in requests, whatever the destination answers. */
@Timeout(120)
class RequestDeliveryTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final AtomicReference<Watch> WATCH = new AtomicReference<>();
    private static final int DEAD_FOR = 14;

    private int parallelism = 2;

    @TempDir
    Path folder;

    @Test
    void whatIsTakenAtOnceIsSentOnce() throws Exception {
        ScriptedProtocol.answer(sent -> Answer.DELIVERED);

        assertThat(run(60)).isEmpty();

        assertThat(sentRecords()).containsExactlyInAnyOrderElementsOf(TestJobs.issuedRecords());
        assertThat(ScriptedProtocol.SENT.stream().map(Sent::id)).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotTakenIsSentAgainWithTheSameIdAndBytes() throws Exception {
        Map<UUID, AtomicInteger> attempts = new ConcurrentHashMap<>();
        ScriptedProtocol.answer(sent ->
                attempts.computeIfAbsent(sent.id(), id -> new AtomicInteger()).incrementAndGet() < 3
                        ? Answer.ofAll(Verdict.retry("Scripted.Busy", "not now"))
                        : Answer.DELIVERED);

        assertThat(run(60)).isEmpty();

        assertThat(attempts.values()).isNotEmpty().allMatch(made -> made.get() == 3);
        ScriptedProtocol.SENT.stream()
                .collect(Collectors.groupingBy(Sent::id))
                .values()
                .forEach(ofOneId -> assertThat(ofOneId.stream().distinct()).hasSize(1));
    }

    @Test
    void whatIsNeverTakenFailsWhenItsTimeIsOverAndItsNeighboursDoNot() throws Exception {
        ScriptedProtocol.answer(sent -> sent.records().contains("batch 0 record 0\n")
                ? Answer.ofAll(Verdict.retry("Scripted.Busy", "not now"))
                : Answer.DELIVERED);

        List<FailedRecord> failures = run(1);

        List<Sent> unwanted = ScriptedProtocol.SENT.stream()
                .filter(sent -> sent.records().contains("batch 0 record 0\n"))
                .toList();
        assertThat(failures).hasSameSizeAs(unwanted.get(0).records()).allSatisfy(failed -> {
            assertThat(failed.outputType()).isEqualTo("scripted-failed");
            assertThat(failed.errorCode()).isEqualTo("Scripted.Busy");
            assertThat(failed.errorMessage()).isEqualTo("not now");
            assertThat(failed.attemptsMade()).isEqualTo(unwanted.size()).isGreaterThan(2);
            assertThat(failed.details()).startsWith("\"record\":");
        });
        assertThat(failures.stream().map(failed -> new String(failed.rawData(), UTF_8)))
                .containsExactlyInAnyOrderElementsOf(unwanted.get(0).records());
        assertThat(sentRecords()).containsAll(TestJobs.issuedRecords());
    }

    @Test
    void eachRecordHasAVerdictOfItsOwn() throws Exception {
        ScriptedProtocol.answer(sent -> Answer.ofEach(sent.records().stream()
                .map(record -> record.contains(" record 1\n")
                        ? Verdict.rejected("400", "no document")
                        : record.contains(" record 2\n") && sent.records().size() > 1
                                ? Verdict.retry("429", "busy")
                                : Verdict.DELIVERED)
                .toArray(Verdict[]::new)));

        List<FailedRecord> failures = run(1);

        assertThat(failures.stream()
                        .filter(failed -> failed.errorCode().equals("400"))
                        .map(failed -> new String(failed.rawData(), UTF_8)))
                .containsExactlyInAnyOrderElementsOf(TestJobs.issuedRecords().stream()
                        .filter(record -> record.contains(" record 1\n"))
                        .toList());
        assertThat(failures)
                .allSatisfy(failed ->
                        assertThat(new String(failed.rawData(), UTF_8)).containsPattern(" record [12]\n"));
        assertThat(ScriptedProtocol.SENT.stream()
                        .flatMap(sent -> sent.records().stream())
                        .filter(record -> record.contains(" record 3\n")))
                .as("what was taken is not sent again")
                .doesNotHaveDuplicates();
    }

    @Test
    void aRequestThatWasFormedKeepsItsIdThroughARestart() throws Exception {
        AtomicInteger checkpointsToFail = new AtomicInteger(1);
        ScriptedProtocol.answerLater(
                sent -> sent.records().contains("batch 0 record 0\n") && checkpointsToFail.get() > 0
                        ? new CompletableFuture<>()
                        : CompletableFuture.completedFuture(Answer.DELIVERED));

        // The source fails late enough for some checkpoints, of 200 ms, to hold the request that waits for its answer.
        assertThat(run(60, number -> {
                    if (number > TestJobs.BATCHES - 20 && checkpointsToFail.getAndDecrement() > 0) {
                        throw new IOException("injected failure");
                    }
                }))
                .isEmpty();

        List<Sent> waiting = ScriptedProtocol.SENT.stream()
                .filter(sent -> sent.records().contains("batch 0 record 0\n"))
                .toList();
        assertThat(waiting).hasSizeGreaterThan(1);
        assertThat(waiting.stream().distinct()).hasSize(1);
        assertThat(sentRecords()).containsAll(TestJobs.issuedRecords());
    }

    @Test
    void aDeadDestinationIsTriedByOneRequestAtATimeAndTakesEverythingWhenItIsBack() throws Exception {
        parallelism = 1;
        AtomicBoolean dead = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        ScriptedProtocol.answer(sent -> {
            if (dead.get() && tries.incrementAndGet() >= DEAD_FOR) {
                dead.set(false);
            }
            return dead.get() ? Answer.ofAll(Verdict.unavailable("Scripted.Away", "away")) : Answer.DELIVERED;
        });

        assertThat(run(60)).isEmpty();

        assertThat(ScriptedProtocol.SENT.stream()
                        .limit(DEAD_FOR - 1)
                        .skip(6)
                        .map(Sent::id)
                        .distinct())
                .as("after a few failures one request alone goes on trying")
                .hasSize(1);
        assertThat(sentRecords()).containsAll(TestJobs.issuedRecords());
    }

    private List<FailedRecord> run(int retrySeconds) throws Exception {
        return run(retrySeconds, number -> {});
    }

    /** Sees each batch before it is emitted. */
    private interface Watch {
        void see(long number) throws Exception;
    }

    private List<FailedRecord> run(int retrySeconds, Watch watch) throws Exception {
        WATCH.set(watch);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.configure(FlinkConfiguration.ofJob(TestJobs.spec(folder, 1, 60)));
        env.setParallelism(parallelism);
        DataStream<RecordBatch> records = TestJobs.source(env, number -> {
            WATCH.get().see(number);
            return TestJobs.batch(number);
        });
        DataStream<Buffer> buffers = Buffering.promptly(1 << 20, Duration.ofMillis(100))
                .withoutOriginals()
                .attach(records, OperatorIds.BUNDLE, OperatorIds.BUFFER);
        RetryRule rule = new RetryRule(
                Duration.ofSeconds(retrySeconds),
                Counting.WITHOUT_ANSWERS,
                Duration.ofMillis(20),
                Duration.ofMillis(200));
        DataStream<FailedRecord> failed = new Delivery(new ScriptedProtocol(), rule, 5)
                .attach(buffers, BatchTypes.FAILED_RECORD, OperatorIds.DELIVERY);
        List<FailedRecord> failures = new ArrayList<>();
        try (CloseableIterator<FailedRecord> each = failed.executeAndCollect()) {
            each.forEachRemaining(failures::add);
        }
        return failures;
    }

    private static List<String> sentRecords() {
        return ScriptedProtocol.SENT.stream()
                .flatMap(sent -> sent.records().stream())
                .toList();
    }
}
