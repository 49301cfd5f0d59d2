package io.hydrant.sources.directput;

import io.hydrant.core.config.LogConfig;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.sources.consumer.ConsumerGroup;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Reads the records put to a delivery stream from its ingest log: one element per request, not per record.
 *
 * <pre>
 *  gateway --entry per request--> topic hydrant.{stream} --KafkaSource--> RecordBatch
 * </pre>
 *
 * Positions live in the checkpoint; a job without one starts at the oldest entry that the log still has, so that nothing
 * is lost. Offsets are committed back to the stream's consumer group only to say how far delivery has come.
 */
public final class DirectPutSource {
    /** New partitions of the log are found within this time, in milliseconds. */
    private static final String PARTITION_DISCOVERY_MILLIS = "10000";

    /**
     * Bytes of one partition per fetch: a few of the largest entries. Kafka's default of 1 MiB would fetch them one by
     * one.
     */
    private static final int FETCH_BYTES = 8 << 20;

    /**
     * -1: the operating system sizes the receive buffer. With Kafka's default of 64 KiB, reading 1-KB records into files
     * takes 30 % more processor time.
     */
    private static final int RECEIVE_BUFFER_BYTES = -1;

    private final LogConfig log;
    private final TypeInformation<RecordBatch> type;

    /**
     * @param log where the ingest log is; its bootstrap servers must be known
     * @param type how batches are carried
     */
    public DirectPutSource(LogConfig log, TypeInformation<RecordBatch> type) {
        this.log = log;
        this.type = type;
    }

    /** Adds the source of the delivery stream of that name to the job, under the given operator uid. */
    public SingleOutputStreamOperator<RecordBatch> attach(
            StreamExecutionEnvironment env, String deliveryStreamName, String uid) {
        KafkaSource<RecordBatch> source = KafkaSource.<RecordBatch>builder()
                .setTopics(log.topic(deliveryStreamName))
                .setGroupId(log.consumerGroup(deliveryStreamName))
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new LogEntryDeserializer(type))
                .setProperties(consumerProperties())
                .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "Direct PUT", type)
                .uid(uid);
    }

    /**
     * Whether a job of the delivery stream of that name has delivered anything from this log before: its consumer group
     * has offsets then.
     *
     * @throws IllegalStateException if the log cannot be asked
     */
    public boolean hasDelivered(String deliveryStreamName) {
        return ConsumerGroup.hasOffsets(log.consumerGroup(deliveryStreamName), consumerProperties());
    }

    private Properties consumerProperties() {
        String servers = log.bootstrapServers();
        if (servers == null) {
            throw new IllegalArgumentException(
                    "log.bootstrapServers is not set: give the Kafka brokers that hold the ingest log");
        }
        Properties properties = new Properties();
        properties.putAll(log.properties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        properties.putIfAbsent(ConsumerConfig.RECEIVE_BUFFER_CONFIG, RECEIVE_BUFFER_BYTES);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        properties.put("partition.discovery.interval.ms", PARTITION_DISCOVERY_MILLIS);
        return properties;
    }
}
