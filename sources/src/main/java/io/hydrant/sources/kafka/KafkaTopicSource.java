package io.hydrant.sources.kafka;

import io.hydrant.core.record.RecordBatch;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Reads a topic that others write to: one record per message, arrival time is the message's timestamp.
 *
 * @param bootstrapServers Kafka brokers
 * @param topic topic to read from its oldest message on
 * @param groupId consumer group that shows how far delivery has come
 * @param properties further consumer properties (TLS, SASL, ...)
 */
public record KafkaTopicSource(String bootstrapServers, String topic, String groupId, Map<String, String> properties) {
    /** Adds the source to the job under the given operator uid. */
    public SingleOutputStreamOperator<RecordBatch> attach(
            StreamExecutionEnvironment env, TypeInformation<RecordBatch> type, String uid) {
        Properties consumer = new Properties();
        consumer.putAll(properties);
        consumer.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        KafkaSource<RecordBatch> source = KafkaSource.<RecordBatch>builder()
                .setTopics(topic)
                .setGroupId(groupId)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new MessageDeserializer(type))
                .setProperties(consumer)
                .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "Kafka topic", type)
                .uid(uid);
    }
}
