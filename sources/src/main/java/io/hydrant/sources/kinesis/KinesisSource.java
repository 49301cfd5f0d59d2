package io.hydrant.sources.kinesis;

import io.hydrant.core.config.KinesisConfig;
import io.hydrant.core.definition.KinesisStream;
import io.hydrant.core.record.RecordBatch;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Reads a Kinesis data stream: a batch per record, aggregates of the Kinesis Producer Library taken apart.
 *
 * <pre>
 *  shards --GetRecords or SubscribeToShard--> user records --> RecordBatch with KinesisMetadata
 * </pre>
 *
 * <p>Positions live in the checkpoint. Shards are found while the job runs; a shard that came of a split or a merge is
 * read when its parents are finished. What Kinesis refuses for a while is asked for again until it is given.
 */
public final class KinesisSource {
    private final KinesisStream stream;
    private final StartPosition start;
    private final ConnectorProperties properties;
    private final TypeInformation<RecordBatch> type;

    /**
     * A source that is not part of a job yet.
     *
     * @param stream what to read
     * @param config where Kinesis is
     * @param deliveryStreamName names the consumer of enhanced fan-out
     * @param deliveryStart when the delivery stream became active: where LATEST is
     * @param type how batches are carried
     */
    public KinesisSource(
            KinesisStream stream,
            KinesisConfig config,
            String deliveryStreamName,
            Instant deliveryStart,
            TypeInformation<RecordBatch> type) {
        this.stream = stream;
        this.start = StartPosition.of(stream.startingPosition(), config.startingPosition(), deliveryStart);
        this.properties = new ConnectorProperties(stream, config, deliveryStreamName);
        this.type = type;
    }

    /** Adds the source to the job under the given operator uid. */
    @SuppressWarnings("deprecation") // The connector is of the generation before Flink's unified sources.
    public SingleOutputStreamOperator<RecordBatch> attach(StreamExecutionEnvironment env, String uid) {
        KinesisConsumer consumer =
                new KinesisConsumer(stream.name(), new UserRecordDeserializer(type), properties, start);
        return env.addSource(consumer, "Kinesis stream", type).uid(uid);
    }
}
