package io.hydrant.sinks.jdbc;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** One subtask that writes to a table, whose task is the thread that calls. */
final class TableJob implements AutoCloseable {
    static final int MAX_PARALLELISM = 8;

    private final OneInputStreamOperatorTestHarness<Buffer, FailedRecord> harness;

    private TableJob(OneInputStreamOperatorTestHarness<Buffer, FailedRecord> harness) {
        this.harness = harness;
    }

    /** Starts it, with the state of one before if there is any. */
    static TableJob start(JdbcOptions options, @Nullable OperatorSubtaskState state, int parallelism, int subtask)
            throws Exception {
        TableJob job = new TableJob(new OneInputStreamOperatorTestHarness<>(
                new JdbcDelivery.Factory(options, BufferTestType.get()), MAX_PARALLELISM, parallelism, subtask));
        job.harness.setup();
        if (state != null) {
            job.harness.initializeState(state);
        }
        job.harness.open();
        return job;
    }

    /** Waits for a condition in the thread that is the task's. */
    static ConditionFactory await() {
        return Awaitility.await().pollInSameThread();
    }

    /** Hands a buffer over, whether it can be written or not. */
    void hand(Buffer buffer) throws Exception {
        harness.processElement(new StreamRecord<>(buffer));
    }

    /** Hands a buffer over; it is in a transaction when this returns. */
    void write(Buffer buffer) throws Exception {
        hand(buffer);
        awaitWritten();
    }

    /** What was handed over is in a transaction. */
    void awaitWritten() {
        await().until(() -> harness.getOperator() instanceof JdbcOperator its && its.waiting() == 0);
    }

    OperatorSubtaskState checkpoint(long id) throws Exception {
        runMails();
        harness.prepareSnapshotPreBarrier(id);
        return harness.snapshot(id, 0);
    }

    void complete(long checkpoint) throws Exception {
        harness.notifyOfCompletedCheckpoint(checkpoint);
    }

    /** As a source does that has come to its end. */
    void lastWatermark() throws Exception {
        harness.processWatermark(Watermark.MAX_WATERMARK);
    }

    void endInput() throws Exception {
        harness.endInput();
    }

    /** What it has emitted so far, watermarks too, in its order. */
    List<Object> output() {
        return List.copyOf(harness.getOutput());
    }

    /** What it has emitted so far. */
    List<FailedRecord> failures() throws Exception {
        runMails();
        return harness.extractOutputValues();
    }

    private void runMails() throws Exception {
        Optional<Mail> mail = harness.getTaskMailbox().tryTake(0);
        while (mail.isPresent()) {
            mail.get().run();
            mail = harness.getTaskMailbox().tryTake(0);
        }
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
