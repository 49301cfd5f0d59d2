package io.hydrant.bench.deliver;

import io.hydrant.core.record.RecordBatch;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How a hand-written job reads single records from Kafka: Flink's source and the shortest deserializer there is. */
final class PeerSource {
    /**
     * Larger fetches than the defaults, and a receive buffer that the operating system sizes: Hydrant's own source has both,
     * and who knows Kafka would set them.
     */
    static final Map<String, String> CONSUMER = Map.of(
            "max.poll.records",
            "5000",
            "max.partition.fetch.bytes",
            Integer.toString(8 << 20),
            "receive.buffer.bytes",
            "-1");

    private PeerSource() {}

    static KafkaSource<byte[]> create(DeliveryRun run) {
        Properties properties = new Properties();
        properties.putAll(CONSUMER);
        return KafkaSource.<byte[]>builder()
                .setBootstrapServers(run.server())
                .setTopics(run.topic())
                .setGroupId("peer")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperties(properties)
                .setDeserializer(run.input() == Input.LOG ? new EntryRecords() : new Messages())
                .build();
    }

    private abstract static class Records implements KafkaRecordDeserializationSchema<byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public TypeInformation<byte[]> getProducedType() {
            return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
        }
    }

    /** A message is a record. */
    private static final class Messages extends Records {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<byte[]> out) {
            out.collect(message.value());
        }
    }

    /** A message is an entry of the gateway: each of its records becomes an element, by one copy. */
    private static final class EntryRecords extends Records {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<byte[]> out) {
            RecordBatch entry = RecordBatch.wrap(message.value());
            int start = 0;
            for (int i = 0; i < entry.size(); i++) {
                int end = entry.end(i);
                out.collect(Arrays.copyOfRange(entry.bytes(), start, end));
                start = end;
            }
        }
    }
}
