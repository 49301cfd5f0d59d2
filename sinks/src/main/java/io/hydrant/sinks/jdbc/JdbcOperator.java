package io.hydrant.sinks.jdbc;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.sinks.request.DeliveryMetrics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has buffers written by a {@link Loader}, and keeps in its state what must not be lost: buffers that are not written, and
 * names of prepared transactions that are not committed. Just before a checkpoint what is written is prepared; it is committed
 * when the checkpoint is complete. A checkpoint does not wait for a database that is not there: then the buffers are in it.
 */
final class JdbcOperator extends AbstractStreamOperator<FailedRecord>
        implements OneInputStreamOperator<Buffer, FailedRecord>, BoundedOneInput, Loader.Listener {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = LoggerFactory.getLogger(JdbcOperator.class);
    /** Longer than a load takes to be written; what is not ready by then is not in the checkpoint's transaction. */
    private static final int PATIENCE_SECONDS = 10;

    private final JdbcOptions options;
    private final TypeInformation<Buffer> bufferType;
    private final MailboxExecutor mailbox;

    private transient ListState<Buffer> bufferState;
    private transient ListState<String> transactionState;

    /** Not written, or written and not prepared, in their order. */
    private transient Set<Load> loads;
    /** Prepared since the last checkpoint. */
    private transient List<String> prepared;
    /** Of checkpoints that are not complete yet. */
    private transient NavigableMap<Long, List<String>> byCheckpoint;

    private transient Database database;
    private transient @Nullable PreparedTransactions transactions;
    private transient Loader loader;
    private transient boolean ended;

    JdbcOperator(
            StreamOperatorParameters<FailedRecord> parameters,
            JdbcOptions options,
            TypeInformation<Buffer> bufferType) {
        this.options = options;
        this.bufferType = bufferType;
        this.mailbox = parameters.getMailboxExecutor();
        setup(parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
        this.processingTimeService = parameters.getProcessingTimeService();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        bufferState = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("buffers", bufferType));
        // All subtasks see all of them: by its name each transaction is some subtask's, also after a change of
        // parallelism.
        transactionState = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("transactions", Types.STRING));
    }

    @Override
    public void open() throws Exception {
        super.open();
        loads = new LinkedHashSet<>();
        prepared = new ArrayList<>();
        byCheckpoint = new TreeMap<>();
        database = Database.of(options);
        TransactionName names = null;
        if (options.isPrepared()) {
            Preparation.check(database);
            int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            int parallelism = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
            names = new TransactionName(options.jobId(), subtask, System.currentTimeMillis());
            PreparedTransactions its =
                    new PreparedTransactions(database, options.jobId(), names, subtask, parallelism, options.rule());
            List<String> restored = new ArrayList<>();
            transactionState.get().forEach(restored::add);
            its.start(restored);
            transactions = its;
        } else if (options.destination().keyColumns().isEmpty()) {
            LOGGER.warn(
                    "Rows go to {} at least once: after a restart some may be there twice, because there are neither"
                            + " KeyColumns nor prepared transactions",
                    options.destination().table());
        }
        DeliveryMetrics metrics = new DeliveryMetrics(
                getMetricGroup().addGroup("DeliveryToJdbc"), () -> loader != null && loader.isTroubled());
        loader = new Loader(options, database, transactions, names, metrics, this);
        for (Buffer buffer : bufferState.get()) {
            add(buffer);
        }
        loader.start();
    }

    private void add(Buffer buffer) {
        Load load = new Load(buffer);
        loads.add(load);
        loader.add(load);
    }

    @Override
    public void processElement(StreamRecord<Buffer> element) throws Exception {
        add(element.getValue());
        while (waiting() >= options.buffersInFlight()) {
            mailbox.yield();
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        if (transactions == null || loader.isTroubled()) {
            return;
        }
        CompletableFuture<Prepared> asked = loader.prepare();
        try {
            apply(asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            if (!loader.withdraw()) {
                CompletableFuture<Void> unused = asked.thenAccept(this::prepared);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void apply(Prepared its) {
        if (its.transaction() != null) {
            prepared.add(its.transaction());
        }
        its.loads().forEach(this::emit);
    }

    private void emit(Load load) {
        loads.remove(load);
        load.failures().forEach(failure -> output.collect(new StreamRecord<>(failure)));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<Buffer> buffers = new ArrayList<>();
        for (Load load : loads) {
            Buffer buffer = load.buffer();
            if (buffer == null) {
                throw new IllegalStateException(
                        "the database takes too long to prepare a transaction with more in it than"
                                + " delivery.maxBytesInFlight keeps");
            }
            buffers.add(buffer);
        }
        bufferState.update(buffers);
        PreparedTransactions all = transactions;
        if (all != null) {
            byCheckpoint.put(context.getCheckpointId(), prepared);
            prepared = new ArrayList<>();
            List<String> names = all.uncommitted();
            byCheckpoint.values().forEach(names::addAll);
            transactionState.update(names);
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        PreparedTransactions all = transactions;
        if (all == null) {
            return;
        }
        NavigableMap<Long, List<String>> complete = byCheckpoint.headMap(checkpointId, true);
        complete.values().forEach(all::commit);
        complete.clear();
        if (ended) {
            all.await();
        }
    }

    /** Buffers behind this step fire with the last watermark for the last time: what it has still to say comes before. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
            awaitAll();
        }
        super.processWatermark(mark);
    }

    @Override
    public void endInput() throws Exception {
        awaitAll();
        ended = true;
    }

    private void awaitAll() throws InterruptedException {
        loader.end();
        while (!loads.isEmpty()) {
            mailbox.yield();
        }
    }

    /** How many buffers wait to be written. */
    int waiting() {
        return loader.waiting();
    }

    @Override
    public void taken() {
        mailbox.execute(() -> {}, "a load was written");
    }

    @Override
    public void ended(Load load) {
        mailbox.execute(() -> emit(load), "a load has ended");
    }

    @Override
    public void prepared(Prepared its) {
        mailbox.execute(() -> apply(its), "a transaction was prepared");
    }

    @Override
    public void broken(Throwable error) {
        mailbox.execute(
                () -> {
                    throw new IllegalStateException("the loader has failed", error);
                },
                "the loader has failed");
    }

    @Override
    public void close() throws Exception {
        if (loader != null) {
            loader.close();
        }
        if (transactions != null) {
            transactions.close();
        }
        if (database != null) {
            database.close();
        }
        super.close();
    }
}
