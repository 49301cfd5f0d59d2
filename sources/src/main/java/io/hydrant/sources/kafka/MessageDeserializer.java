package io.hydrant.sources.kafka;

import io.hydrant.core.record.RecordBatch;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns a message into a batch of one record; the bundler behind the source gathers them. A tombstone has no record. */
final class MessageDeserializer implements KafkaRecordDeserializationSchema<RecordBatch> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<RecordBatch> type;

    MessageDeserializer(TypeInformation<RecordBatch> type) {
        this.type = type;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<RecordBatch> out) {
        byte[] value = message.value();
        if (value != null) {
            out.collect(RecordBatch.ofMessage(message.partition(), message.offset(), message.timestamp(), value));
        }
    }

    @Override
    public TypeInformation<RecordBatch> getProducedType() {
        return type;
    }
}
