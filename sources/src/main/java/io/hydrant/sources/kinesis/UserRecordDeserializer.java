package io.hydrant.sources.kinesis;

import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** Turns a user record into a batch of one, with what Kinesis says of it. */
final class UserRecordDeserializer implements KinesisDeserializationSchema<RecordBatch> {
    private static final long serialVersionUID = 1;
    /** A sequence number is longer than an offset; it stands in the metadata. */
    private static final long NO_OFFSET = -1;

    private final TypeInformation<RecordBatch> type;

    UserRecordDeserializer(TypeInformation<RecordBatch> type) {
        this.type = type;
    }

    @Override
    public RecordBatch deserialize(
            byte[] data,
            String partitionKey,
            String sequenceNumber,
            long arrivalMillis,
            String streamName,
            String shardId) {
        byte[] metadata = new KinesisMetadata(shardId, partitionKey, sequenceNumber, 0).encode();
        return RecordBatch.ofMessage(ShardNumber.of(shardId), NO_OFFSET, arrivalMillis, data, metadata);
    }

    @Override
    public TypeInformation<RecordBatch> getProducedType() {
        return type;
    }
}
