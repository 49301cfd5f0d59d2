package io.hydrant.sources.directput;

import io.hydrant.core.record.MalformedBatchException;
import io.hydrant.core.record.RecordBatch;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns a log entry into the batch that it is: the entry's bytes are viewed, not copied, and told where in the log they
 * stood. An entry that is none, since something else than a gateway wrote to the log, is handed on as it is.
 */
final class LogEntryDeserializer implements KafkaRecordDeserializationSchema<RecordBatch> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<RecordBatch> type;

    LogEntryDeserializer(TypeInformation<RecordBatch> type) {
        this.type = type;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> entry, Collector<RecordBatch> out) {
        byte @Nullable [] value = entry.value();
        if (value == null) {
            out.collect(unreadable(entry, new byte[0]));
            return;
        }
        try {
            RecordBatch batch = RecordBatch.wrap(value);
            out.collect(
                    batch.originCount() == 1
                            ? batch.placeAt(entry.partition(), entry.offset())
                            : unreadable(entry, value));
        } catch (MalformedBatchException e) {
            out.collect(unreadable(entry, value));
        }
    }

    /** As a message of a topic, which no log entry is: by that the next step knows it. */
    private static RecordBatch unreadable(ConsumerRecord<byte[], byte[]> entry, byte[] value) {
        return RecordBatch.ofMessage(entry.partition(), entry.offset(), entry.timestamp(), value);
    }

    @Override
    public TypeInformation<RecordBatch> getProducedType() {
        return type;
    }
}
