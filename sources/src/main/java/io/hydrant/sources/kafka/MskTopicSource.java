package io.hydrant.sources.kafka;

import io.hydrant.core.config.KafkaClusterConfig;
import io.hydrant.core.definition.MskTopic;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.sources.consumer.ConsumerGroup;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a topic that others write to: one record per message, which arrived at the message's timestamp.
 *
 * <pre>
 *  topic --KafkaSource--> message --gather--> RecordBatch
 *           \_____________ one operator ____________/
 * </pre>
 *
 * Only committed messages are read. A message without a value becomes a batch without records, a large one a batch of its
 * own. Positions live in the checkpoint; a job without one starts at a time, in partitions found later at their beginning.
 * Offsets are committed back to the consumer group only to say how far delivery has come, so any number of delivery
 * streams may read one topic.
 */
public final class MskTopicSource {
    /** New partitions of the topic are found within this time, in milliseconds. */
    private static final String PARTITION_DISCOVERY_MILLIS = "10000";

    private final MskTopic topic;
    private final KafkaClusterConfig cluster;
    private final String consumerGroup;
    private final Instant start;
    private final TypeInformation<RecordBatch> type;

    /**
     * @param cluster where the topic is
     * @param consumerGroup shows how far delivery has come; of this delivery stream alone
     * @param deliveryStart when the delivery stream became active: older messages are passed over, unless the topic says
     *     where to start
     * @param type how batches are carried
     */
    public MskTopicSource(
            MskTopic topic,
            KafkaClusterConfig cluster,
            String consumerGroup,
            Instant deliveryStart,
            TypeInformation<RecordBatch> type) {
        this.topic = topic;
        this.cluster = cluster;
        this.consumerGroup = consumerGroup;
        this.start = Objects.requireNonNullElse(topic.readFrom(), deliveryStart);
        this.type = type;
    }

    /** Adds the source to the job under the given operator uid. */
    public SingleOutputStreamOperator<RecordBatch> attach(StreamExecutionEnvironment env, String uid) {
        Properties settings = ClientSettings.of(cluster);
        settings.putIfAbsent(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), PARTITION_DISCOVERY_MILLIS);
        KafkaSource<ConsumerRecord<byte[], byte[]>> messages = KafkaSource.<ConsumerRecord<byte[], byte[]>>builder()
                .setKafkaSubscriber(new TopicPartitions(topic.topic()))
                .setGroupId(consumerGroup)
                .setStartingOffsets(new StartAtTime(start))
                .setDeserializer(new WholeMessages())
                .setProperties(settings)
                .build();
        return env.fromSource(new GatheringSource(messages), WatermarkStrategy.noWatermarks(), "MSK topic", type)
                .uid(uid);
    }

    /**
     * Whether a job of the delivery stream has delivered anything from the topic before: its consumer group has offsets
     * then.
     *
     * @throws IllegalStateException if the cluster cannot be asked
     */
    public boolean hasDelivered() {
        return ConsumerGroup.hasOffsets(consumerGroup, ClientSettings.of(cluster));
    }
}
