package io.hydrant.sources.kafka;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Turns a message into a batch of one record; the bundler behind the source gathers them. A tombstone has no record. */
final class MessageDeserializer implements KafkaRecordDeserializationSchema<RecordBatch> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<RecordBatch> type;
    private transient @Nullable RecordBatchBuilder builder;

    MessageDeserializer(TypeInformation<RecordBatch> type) {
        this.type = type;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        builder = new RecordBatchBuilder(0);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<RecordBatch> out) {
        byte[] value = message.value();
        RecordBatchBuilder open = builder;
        if (value != null && open != null) {
            out.collect(open.addMessage(message.partition(), message.offset(), message.timestamp(), value)
                    .build());
        }
    }

    @Override
    public TypeInformation<RecordBatch> getProducedType() {
        return type;
    }
}
