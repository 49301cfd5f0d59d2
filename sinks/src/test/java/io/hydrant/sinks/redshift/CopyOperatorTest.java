package io.hydrant.sinks.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.sinks.s3.StagedObject;
import io.hydrant.sinks.s3.StagedObjectType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class CopyOperatorTest {
    private static final CopyFailure FAILURE = new CopyFailure("Redshift.DiskFull", "53100", "disk full");
    private static final Duration LONG = Duration.ofHours(1);

    private final ScriptedCopier copier = new ScriptedCopier();

    /** Fails as often as it is told, and then copies. */
    private static final class ScriptedCopier implements Copier {
        private final Queue<CopyFailure> failures = new ConcurrentLinkedQueue<>();
        private final List<CopyBatch> attempts = new CopyOnWriteArrayList<>();
        private final List<CopyBatch> skipped = new CopyOnWriteArrayList<>();

        @Override
        public CopyOutcome copy(CopyBatch batch) {
            attempts.add(batch);
            CopyFailure failure = failures.poll();
            return failure == null ? new CopyOutcome(batch.objects(), List.of(), null) : CopyOutcome.failed(failure);
        }

        @Override
        public String skip(CopyBatch batch, CopyFailure failure) {
            skipped.add(batch);
            return "s3://lake/errors";
        }

        @Override
        public void close() {}
    }

    private OneInputStreamOperatorTestHarness<StagedObject, Void> step(Duration retries) throws Exception {
        RedshiftCopyOptions options = TestOptions.of(URI.create("file:///unused"), retries);
        OneInputStreamOperatorTestHarness<StagedObject, Void> harness = new OneInputStreamOperatorTestHarness<>(
                new CopyOperator(options, (given, observer) -> copier),
                StagedObjectType.INSTANCE.createSerializer(new ExecutionConfig().getSerializerConfig()));
        harness.getStreamConfig().setCheckpointingEnabled(true);
        harness.getStreamConfig().serializeAllConfigs();
        return harness;
    }

    private static StagedObject object(String name) {
        return StagedObject.published("s3://lake/" + name, 1, 10, 0);
    }

    private List<String> copied(int attempt) {
        return copier.attempts.get(attempt).objects().stream()
                .map(StagedObject::url)
                .toList();
    }

    /** Lets the task's thread do what has come for it, until it has been so. */
    private static void until(OneInputStreamOperatorTestHarness<?, ?> harness, Callable<Boolean> so) {
        TaskMailbox mailbox = harness.getTaskMailbox();
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    for (var mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY);
                            mail.isPresent();
                            mail = mailbox.tryTake(TaskMailbox.MIN_PRIORITY)) {
                        Mail next = mail.get();
                        next.run();
                    }
                    return so.call();
                });
    }

    @Test
    void copiesWhatACompleteCheckpointCoversAndNothingElse() throws Exception {
        try (var step = step(LONG)) {
            step.open();
            step.processElement(object("a"), 0);
            step.processElement(object("b"), 0);
            step.snapshot(1, 0);
            step.processElement(object("c"), 0);
            step.snapshot(2, 0);
            step.processElement(object("d"), 0);
            assertThat(copier.attempts).isEmpty();

            step.notifyOfCompletedCheckpoint(1);
            until(step, () -> copier.attempts.size() == 1);
            assertThat(copied(0)).containsExactly("s3://lake/a", "s3://lake/b");
            step.notifyOfCompletedCheckpoint(2);
            until(step, () -> copier.attempts.size() == 2);
            assertThat(copied(1)).containsExactly("s3://lake/c");
        }
    }

    @Test
    void oneCopyAtATimeTakesAllThatWait() throws Exception {
        copier.failures.add(FAILURE);
        try (var step = step(LONG)) {
            step.open();
            complete(step, 1, "a");
            complete(step, 2, "b");
            complete(step, 3, "c");
            until(step, () -> copier.attempts.size() == 3);
            assertThat(copied(0)).containsExactly("s3://lake/a");
            assertThat(copied(1)).containsExactly("s3://lake/a");
            assertThat(copied(2)).containsExactly("s3://lake/b", "s3://lake/c");
        }
    }

    @Test
    void aRestoredStepCopiesWhatWasCoveredInGroupsOfItsOwn() throws Exception {
        OperatorSubtaskState state;
        try (var step = step(LONG)) {
            step.open();
            step.processElement(object("a"), 0);
            step.snapshot(1, 0);
            step.processElement(object("b"), 0);
            state = step.snapshot(2, 0);
            step.processElement(object("lost, and comes again"), 0);
        }
        try (var step = step(LONG)) {
            step.initializeState(state);
            step.open();
            until(step, () -> copier.attempts.size() == 1);
            assertThat(copied(0)).containsExactly("s3://lake/a", "s3://lake/b");
        }
    }

    @Test
    void aBatchAtWorkKeepsItsIdAndItsTimeOverARestore() throws Exception {
        for (int i = 0; i < 1000; i++) {
            copier.failures.add(FAILURE);
        }
        OperatorSubtaskState state;
        try (var step = step(LONG)) {
            step.open();
            complete(step, 1, "a");
            until(step, () -> copier.attempts.size() >= 3);
            state = step.snapshot(2, 0);
        }
        CopyBatch before = copier.attempts.get(2);
        copier.attempts.clear();

        // The window that began before is over: one more attempt, which may find it committed, and no other.
        try (var step = step(Duration.ofMillis(1))) {
            step.initializeState(state);
            step.open();
            until(step, () -> copier.skipped.size() == 1);
        }
        assertThat(copier.attempts).hasSize(1);
        assertThat(copier.attempts.get(0).id()).isEqualTo(before.id());
        assertThat(copier.attempts.get(0).firstAttemptMillis()).isEqualTo(before.firstAttemptMillis());
        assertThat(copier.skipped.get(0).attempts()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aBatchIsSkippedWhenTheRetriesAreOverAndTheNextOneGoesOn() throws Exception {
        copier.failures.add(FAILURE);
        try (var step = step(Duration.ZERO)) {
            step.open();
            complete(step, 1, "a");
            complete(step, 2, "b");
            until(step, () -> copier.attempts.size() == 2);
            assertThat(copier.skipped).hasSize(1);
            assertThat(copied(1)).containsExactly("s3://lake/b");
        }
    }

    @Test
    void theLastCheckpointEndsWhenAllIsCopiedOrSkippedAndNoneBefore() throws Exception {
        copier.failures.addAll(List.of(FAILURE, FAILURE, FAILURE));
        try (var step = step(LONG)) {
            step.open();
            step.processElement(object("a"), 0);
            step.snapshot(1, 0);
            step.processElement(object("b"), 0);
            step.endInput();

            step.notifyOfCompletedCheckpoint(1);
            assertThat(copier.attempts.size()).as("does not wait").isLessThan(4);
            step.snapshot(2, 0);
            step.notifyOfCompletedCheckpoint(2);
            assertThat(copied(copier.attempts.size() - 1)).containsExactly("s3://lake/b");
            assertThat(copier.skipped).isEmpty();
        }
    }

    /** Its savepoint is complete, and another job goes on from there. */
    @Test
    void aStepThatDiedWhileItWasDrainedFinishesItsCopiesInItsNextLife() throws Exception {
        OperatorSubtaskState savepoint;
        try (var step = step(LONG)) {
            step.open();
            step.processElement(object("a"), 0);
            step.endInput();
            savepoint = step.snapshot(1, 0);
        }
        try (var step = step(LONG)) {
            step.initializeState(savepoint);
            step.open();
            until(step, () -> copier.attempts.size() == 1);
            assertThat(copied(0)).containsExactly("s3://lake/a");
            complete(step, 2, "b, because the stream goes on");
            until(step, () -> copier.attempts.size() == 2);
        }
    }

    @Test
    void aJobWithoutCheckpointsEndsWhenAllIsCopied() throws Exception {
        try (var step = step(LONG)) {
            step.getStreamConfig().setCheckpointingEnabled(false);
            step.getStreamConfig().serializeAllConfigs();
            step.open();
            step.processElement(object("a"), 0);
            step.endInput();
            assertThat(copied(0)).containsExactly("s3://lake/a");
        }
    }

    @Test
    void noBatchIsLargerThanOneStatementTakes() {
        CopyQueue queue = new CopyQueue();
        for (int i = 0; i < CopyQueue.MAX_OBJECTS + 1; i++) {
            queue.receive(object(UUID.randomUUID().toString()));
        }
        queue.snapshot(1);
        queue.published(1);
        assertThat(queue.nextBatch(0).objects()).hasSize(CopyQueue.MAX_OBJECTS);
        assertThat(queue.waiting()).isEqualTo(CopyQueue.MAX_OBJECTS + 1);
    }

    private static void complete(OneInputStreamOperatorTestHarness<StagedObject, Void> step, long id, String name)
            throws Exception {
        step.processElement(object(name), 0);
        step.snapshot(id, 0);
        step.notifyOfCompletedCheckpoint(id);
    }
}
