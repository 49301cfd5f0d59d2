package io.hydrant.sources.kinesis;

import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.connectors.kinesis.KinesisShardAssigner;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.internals.ShardConsumer;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.polling.PollingRecordPublisherFactory;
import org.apache.flink.streaming.connectors.kinesis.metrics.ShardConsumerMetricsReporter;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardMetadata;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyV2Factory;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;
import org.apache.flink.streaming.connectors.kinesis.util.AWSUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's fetcher, which reads the shards of one subtask, with what it lacks: parents before children, a start
 * that a restart finds again, subsequence numbers, endless patience and Firehose's metrics.
 */
@SuppressWarnings("deprecation") // The connector is of the generation before Flink's unified sources.
final class ShardFetcher extends KinesisDataFetcher<RecordBatch> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ShardFetcher.class);

    private static final String LAST_HASH_KEY =
            BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE).toString();

    /** Consecutive numbers: new shards are spread evenly over the subtasks, wherever a restart finds them. */
    static final KinesisShardAssigner ASSIGNER =
            (shard, subtasks) -> ShardNumber.of(shard.getShard().getShardId());

    /**
     * What surrounds a fetcher.
     *
     * @param properties what the connector is told
     * @param start where to start with shards that are new
     * @param finished what all subtasks know of finished shards
     * @param metrics of this subtask
     */
    record Surroundings(
            ConnectorProperties properties, StartPosition start, FinishedShards finished, SourceMetrics metrics) {}

    private final Surroundings surroundings;
    private final ShardFamily family;
    private final PersistentProxy proxy;
    private final AtomicReference<Throwable> error;

    static ShardFetcher create(
            List<String> streams,
            SourceFunction.SourceContext<RecordBatch> context,
            RuntimeContext runtime,
            KinesisDeserializationSchema<RecordBatch> deserializer,
            Surroundings surroundings) {
        PersistentProxy proxy =
                new PersistentProxy(PollingClient.of(surroundings.properties()), surroundings.metrics());
        return new ShardFetcher(
                streams,
                context,
                runtime,
                deserializer,
                surroundings,
                new ShardFamily(),
                proxy,
                new AtomicReference<>());
    }

    private ShardFetcher(
            List<String> streams,
            SourceFunction.SourceContext<RecordBatch> context,
            RuntimeContext runtime,
            KinesisDeserializationSchema<RecordBatch> deserializer,
            Surroundings surroundings,
            ShardFamily family,
            PersistentProxy proxy,
            AtomicReference<Throwable> error) {
        super(
                streams,
                context,
                context.getCheckpointLock(),
                runtime,
                surroundings.properties().startingAt(surroundings.start()),
                deserializer,
                // It is asked about each shard that Kinesis lists, also those of other subtasks.
                (shard, subtasks) -> {
                    family.list(shard.getShard().getShardId());
                    return ASSIGNER.assign(shard, subtasks);
                },
                null,
                null,
                error,
                new ArrayList<>(),
                createInitialSubscribedStreamsToLastDiscoveredShardsState(streams),
                any -> proxy,
                KinesisProxyV2Factory::createKinesisProxyAsyncV2);
        this.surroundings = surroundings;
        this.family = family;
        this.proxy = proxy;
        this.error = error;
    }

    @Override
    public List<StreamShardHandle> discoverNewShardsToSubscribe() throws InterruptedException {
        family.hold(super.discoverNewShardsToSubscribe());
        FinishedShards finished = surroundings.finished();
        return family.release(family.holdsAny() || finished.hasNews() ? finished.exchange() : finished.known());
    }

    @Override
    public int registerNewSubscribedShardState(KinesisStreamShardState shard) {
        boolean atItsBeginning =
                shard.getLastProcessedSequenceNum().equals(SentinelSequenceNumber.SENTINEL_EARLIEST_SEQUENCE_NUM.get());
        if (atItsBeginning && !surroundings.start().isOldest()) {
            // It may be older than the start, if its parents were held back or Kinesis listed them no more.
            shard.setLastProcessedSequenceNum(SentinelSequenceNumber.SENTINEL_AT_TIMESTAMP_SEQUENCE_NUM.get());
        }
        return super.registerNewSubscribedShardState(shard);
    }

    @Override
    protected ShardConsumer<RecordBatch> createShardConsumer(
            Integer index,
            StreamShardHandle shard,
            SequenceNumber last,
            MetricGroup group,
            KinesisDeserializationSchema<RecordBatch> deserializer)
            throws InterruptedException {
        return new ShardConsumer<>(
                this,
                createRecordPublisher(last, getConsumerConfiguration(), group, shard),
                index,
                shard,
                last,
                new LagReporter(group, shard.getShard().getShardId(), surroundings.metrics()),
                deserializer);
    }

    @Override
    protected RecordPublisher createRecordPublisher(
            SequenceNumber last, Properties properties, MetricGroup group, StreamShardHandle ownShard)
            throws InterruptedException {
        StreamShardHandle shard = ofAnyKey(ownShard);
        RecordPublisher publisher = super.createRecordPublisher(last, properties, group, shard);
        return surroundings.properties().config().enhancedFanOut()
                ? new ThoroughPublisher(
                        publisher,
                        last,
                        position -> new PollingRecordPublisherFactory(any -> proxy)
                                .create(AWSUtil.getStartingPosition(position, properties), properties, group, shard))
                : publisher;
    }

    /**
     * The same shard, for all keys that there are. Amazon's library drops records of an aggregate whose keys belong to
     * another shard: its own producer puts them again. Others do not, and then they would be lost.
     */
    private static StreamShardHandle ofAnyKey(StreamShardHandle shard) {
        Shard ofAnyKey = shard.getShard().clone();
        ofAnyKey.setHashKeyRange(new HashKeyRange().withStartingHashKey("0").withEndingHashKey(LAST_HASH_KEY));
        return new StreamShardHandle(shard.getStreamName(), ofAnyKey);
    }

    /** A shard that is still to be begun when the source stops is not begun; unless it stops for a shard's failure. */
    @Override
    public void runFetcher() throws Exception {
        try {
            super.runFetcher();
        } catch (CancellationException | RejectedExecutionException e) {
            // No iterator any more, or no thread: the source is stopping.
            Throwable failure = error.get();
            if (failure != null) {
                throw new IllegalStateException("A shard could not be read", failure);
            }
            LOGGER.info("Stopped before all shards were begun");
        }
    }

    @Override
    protected void emitRecordAndUpdateState(RecordBatch record, long timestamp, int shard, SequenceNumber position) {
        if (position.isAggregated()) {
            KinesisMetadata.placeSubsequence(record, position.getSubSequenceNumber());
        }
        surroundings.metrics().read(record.payloadLength());
        super.emitRecordAndUpdateState(record, timestamp, shard, position);
    }

    /** Shards of this subtask that are read to their end. To be called with the checkpoint lock held. */
    List<String> ended() {
        List<String> ended = new ArrayList<>();
        for (Map.Entry<StreamShardMetadata, SequenceNumber> shard :
                snapshotState().entrySet()) {
            if (isEnd(shard.getValue())) {
                ended.add(shard.getKey().getShardId());
            }
        }
        return ended;
    }

    static boolean isEnd(SequenceNumber position) {
        return position.equals(SentinelSequenceNumber.SENTINEL_SHARD_ENDING_SEQUENCE_NUM.get());
    }

    /** Does not wait any more for a Kinesis that is away. */
    void stopAsking() {
        proxy.stop();
    }

    @Override
    public void shutdownFetcher() {
        stopAsking();
        super.shutdownFetcher();
    }

    /** The registration of a consumer with fan-out stays: subtasks that go on need it, and so does a restart. */
    @Override
    protected void deregisterStreamConsumer() {}

    /** Lets go of connections; all of its threads have ended. */
    void close() {
        stopAsking();
        proxy.close();
    }

    /** Hands on what Kinesis says of a shard. */
    private static final class LagReporter extends ShardConsumerMetricsReporter {
        private final String shardId;
        private final SourceMetrics metrics;

        LagReporter(MetricGroup group, String shardId, SourceMetrics metrics) {
            super(group);
            this.shardId = shardId;
            this.metrics = metrics;
            metrics.begun(shardId);
        }

        @Override
        public void setMillisBehindLatest(long millis) {
            super.setMillisBehindLatest(millis);
            metrics.behind(shardId, millis);
        }

        @Override
        public void unregister() {
            super.unregister();
            metrics.ended(shardId);
        }
    }
}
