package io.hydrant.sinks.redshift;

import io.hydrant.sinks.redshift.CopyQueue.Snapshot;
import io.hydrant.sinks.s3.ObjectPublisher;
import io.hydrant.sinks.s3.StagedObject;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.util.SimpleVersionedListState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.RunnableWithException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes staged objects when their checkpoint is complete, and has them copied, batch after batch, by a thread of its own.
 * The task's thread never waits for the database, but for the end: with the checkpoint that is taken when the input has
 * ended, it goes on only when everything is copied or skipped.
 *
 * <p>Its state is the {@link CopyQueue}; a restored batch is tried at once, because it may have been committed.
 */
final class CopyOperator extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<StagedObject, Void>, BoundedOneInput {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = LoggerFactory.getLogger(CopyOperator.class);
    private static final ListStateDescriptor<byte[]> STATE =
            new ListStateDescriptor<>("copy-queue", BytePrimitiveArraySerializer.INSTANCE);
    private static final long NONE = Long.MAX_VALUE;

    private final RedshiftCopyOptions options;
    private final Copier.Factory copiers;

    private transient ListState<Snapshot> state;
    private transient CopyQueue queue;
    private transient CopyObserver observer;
    private transient Copier copier;
    private transient CopyMetrics copies;
    private transient ObjectPublisher publisher;
    private transient RetryWindow window;
    private transient ScheduledExecutorService thread;
    private transient MailboxExecutor mailbox;
    private transient boolean inputEnded;
    /** The first checkpoint after the end of input. */
    private transient long lastCheckpoint;

    CopyOperator(RedshiftCopyOptions options, Copier.Factory copiers) {
        this.options = options;
        this.copiers = copiers;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        queue = new CopyQueue();
        lastCheckpoint = NONE;
        state = new SimpleVersionedListState<>(
                context.getOperatorStateStore().getListState(STATE), new CopySnapshotSerializer());
        for (Snapshot snapshot : state.get()) {
            queue.restore(snapshot);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        observer = CopyObserver.registered();
        mailbox = getContainingTask()
                .getMailboxExecutorFactory()
                .createExecutor(getOperatorConfig().getChainIndex());
        window = new RetryWindow(
                options.destination().retryDuration(), options.config().retryInterval());
        copies = new CopyMetrics(getRuntimeContext());
        publisher = ObjectPublisher.ofStaged(options.stream(), getMetricGroup());
        copier = copiers.open(options, observer);
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "redshift-copy");
            made.setDaemon(true);
            return made;
        });
        publish(Long.MIN_VALUE);
        CopyBatch batch = queue.batch();
        if (batch != null) {
            attempt(batch, 0);
        } else {
            next();
        }
    }

    @Override
    public void processElement(StreamRecord<StagedObject> element) {
        queue.receive(element.getValue());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (inputEnded && lastCheckpoint == NONE) {
            lastCheckpoint = context.getCheckpointId();
        }
        state.update(List.of(queue.snapshot(context.getCheckpointId())));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        publish(checkpointId);
        next();
        if (checkpointId >= lastCheckpoint) {
            awaitAll();
        }
    }

    @Override
    public void endInput() throws Exception {
        inputEnded = true;
        if (!getOperatorConfig().isCheckpointingEnabled()) {
            queue.receivedIsCovered();
            publish(Long.MAX_VALUE);
            next();
            awaitAll();
        }
    }

    private void awaitAll() throws InterruptedException {
        while (queue.waiting() > 0) {
            mailbox.yield();
        }
    }

    private void publish(long checkpointId) throws IOException {
        List<StagedObject> covered = queue.covered(checkpointId);
        if (covered.isEmpty()) {
            return;
        }
        observer.at(CopyPoint.CHECKPOINT_COMPLETE);
        for (StagedObject object : covered) {
            publisher.publish(object);
        }
        queue.published(checkpointId);
        observer.at(CopyPoint.PUBLISHED);
    }

    private void next() {
        if (queue.batch() == null) {
            CopyBatch batch = queue.nextBatch(System.currentTimeMillis());
            if (batch != null) {
                attempt(batch, 0);
            }
        }
        copies.waiting(queue);
    }

    private void attempt(CopyBatch batch, long pauseMillis) {
        inThread(pauseMillis, () -> {
            CopyOutcome outcome = copier.copy(batch);
            tell(() -> attempted(batch, outcome));
        });
    }

    private void attempted(CopyBatch batch, CopyOutcome outcome) {
        copies.attempted(batch, outcome);
        CopyFailure failure = outcome.failure();
        if (failure == null) {
            LOGGER.debug("Copied {} objects of {}", outcome.loaded().size(), options.stream());
            done();
            return;
        }
        CopyBatch failed = batch.failedAgain();
        queue.batch(failed);
        OptionalLong pause = window.pauseMillis(batch.firstAttemptMillis(), System.currentTimeMillis());
        if (pause.isPresent()) {
            LOGGER.warn(
                    "COPY for {} into {} failed with {} (SQLSTATE {}), {} objects, attempt {}; again in {} ms",
                    options.stream(),
                    options.destination().table(),
                    failure.code(),
                    failure.sqlState(),
                    failed.objects().size(),
                    failed.attempts(),
                    pause.getAsLong());
            attempt(failed, pause.getAsLong());
        } else {
            skip(failed, failure);
        }
    }

    private void skip(CopyBatch batch, CopyFailure failure) {
        inThread(0, () -> {
            String manifest = copier.skip(batch, failure);
            tell(() -> {
                LOGGER.error(
                        "{} objects with {} records of {} are not copied into {}: {} (SQLSTATE {}), {} attempts. They are"
                                + " named in {}",
                        batch.objects().size(),
                        batch.records(),
                        options.stream(),
                        options.destination().table(),
                        failure.code(),
                        failure.sqlState(),
                        batch.attempts(),
                        manifest);
                copies.skipped(batch);
                done();
            });
        });
    }

    private void done() {
        queue.batch(null);
        observer.at(CopyPoint.STATE_UPDATED);
        next();
    }

    /** What goes wrong there fails the job, whose next attempt has the batch in its state. */
    private void inThread(long pauseMillis, RunnableWithException work) {
        var unused = thread.schedule(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        tell(() -> {
                            throw new IOException("Objects for Redshift can neither be copied nor skipped", e);
                        });
                    }
                },
                pauseMillis,
                TimeUnit.MILLISECONDS);
    }

    private void tell(RunnableWithException news) {
        try {
            mailbox.execute(news, "copied to Redshift");
        } catch (RejectedExecutionException e) {
            LOGGER.debug("The task is gone; its next attempt will see what became of the objects");
        }
    }

    @Override
    public void close() throws Exception {
        if (thread != null) {
            thread.shutdownNow();
        }
        if (copier != null) {
            copier.close();
        }
        super.close();
    }
}
