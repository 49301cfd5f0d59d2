package io.hydrant.sources.kinesis;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.sources.kinesis.ShardFetcher.Surroundings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardMetadata;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;
import org.apache.flink.streaming.connectors.kinesis.util.KinesisStateUtil;
import org.jspecify.annotations.Nullable;

/**
 * The connector's source. Beside the positions that the connector keeps, a checkpoint holds where the source started, so
 * that a shard which was silent until then is not taken up later than that.
 */
@SuppressWarnings("deprecation") // The connector is of the generation before Flink's unified sources.
final class KinesisConsumer extends FlinkKinesisConsumer<RecordBatch> implements CheckpointListener {
    private static final long serialVersionUID = 1;

    /** The connector's name for its own state. */
    private static final String POSITIONS_STATE = "Kinesis-Stream-Shard-State";

    private static final String START_STATE = "start-position";
    private static final String FINISHED_SHARDS = "hydrant-finished-shards";

    private final ConnectorProperties properties;
    private StartPosition start;

    private transient ListState<Long> startState;
    private transient FinishedShards finished;
    private transient volatile @Nullable ShardFetcher fetcher;
    /** Shards that have ended, by the checkpoint that knows it. */
    private transient NavigableMap<Long, List<String>> endedAt;

    KinesisConsumer(
            String stream,
            KinesisDeserializationSchema<RecordBatch> deserializer,
            ConnectorProperties properties,
            StartPosition start) {
        super(stream, deserializer, properties.startingAt(start));
        this.properties = properties;
        this.start = start;
        setShardAssigner(ShardFetcher.ASSIGNER);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        super.initializeState(context);
        endedAt = new ConcurrentSkipListMap<>();
        OperatorStateStore store = context.getOperatorStateStore();
        startState = store.getUnionListState(new ListStateDescriptor<>(START_STATE, Types.LONG));
        Iterator<Long> started = startState.get().iterator();
        if (started.hasNext()) {
            start = new StartPosition(started.next());
        }
        finished = new FinishedShards(
                ((StreamingRuntimeContext) getRuntimeContext()).getGlobalAggregateManager(),
                FINISHED_SHARDS,
                restoredEnds(store));
    }

    private List<String> restoredEnds(OperatorStateStore store) throws Exception {
        List<String> ends = new ArrayList<>();
        ListState<Tuple2<StreamShardMetadata, SequenceNumber>> positions =
                store.getUnionListState(new ListStateDescriptor<>(
                        POSITIONS_STATE,
                        KinesisStateUtil.createShardsStateSerializer(
                                getRuntimeContext().getExecutionConfig())));
        for (Tuple2<StreamShardMetadata, SequenceNumber> position : positions.get()) {
            if (ShardFetcher.isEnd(position.f1)) {
                ends.add(position.f0.getShardId());
            }
        }
        return ends;
    }

    @Override
    protected KinesisDataFetcher<RecordBatch> createFetcher(
            List<String> streams,
            SourceFunction.SourceContext<RecordBatch> context,
            RuntimeContext runtime,
            Properties ignored,
            KinesisDeserializationSchema<RecordBatch> deserializer) {
        SourceMetrics metrics = new SourceMetrics(runtime.getMetricGroup(), properties.config(), Clock.systemUTC());
        ShardFetcher created = ShardFetcher.create(
                streams, context, runtime, deserializer, new Surroundings(properties, start, finished, metrics));
        fetcher = created;
        return created;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        super.snapshotState(context);
        startState.update(List.of(start.millis()));
        ShardFetcher current = fetcher;
        if (current != null) {
            endedAt.put(context.getCheckpointId(), current.ended());
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        NavigableMap<Long, List<String>> complete = endedAt.headMap(checkpointId, true);
        complete.values().forEach(finished::add);
        complete.clear();
    }

    /** The connector stops only a fetcher that has seen its shards; one that Kinesis keeps waiting has to hear it too. */
    @Override
    public void cancel() {
        ShardFetcher current = fetcher;
        if (current != null) {
            current.stopAsking();
        }
        super.cancel();
    }

    @Override
    public void close() throws Exception {
        super.close();
        ShardFetcher current = fetcher;
        if (current != null) {
            current.close();
        }
    }
}
