package io.hydrant.sources.directput;

import io.hydrant.core.record.MalformedBatchException;
import io.hydrant.core.record.RecordBatch;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Turns a log entry into the batch that it is: the entry's bytes are viewed, not copied, and told where in the log they
 * stood.
 */
final class LogEntryDeserializer implements KafkaRecordDeserializationSchema<RecordBatch> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<RecordBatch> type;

    LogEntryDeserializer(TypeInformation<RecordBatch> type) {
        this.type = type;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> entry, Collector<RecordBatch> out) throws IOException {
        try {
            out.collect(RecordBatch.wrap(entry.value()).placeAt(entry.partition(), entry.offset()));
        } catch (MalformedBatchException e) {
            throw new IOException(
                    "Log entry at " + entry.topic() + "-" + entry.partition() + "@" + entry.offset() + " is unreadable",
                    e);
        }
    }

    @Override
    public TypeInformation<RecordBatch> getProducedType() {
        return type;
    }
}
