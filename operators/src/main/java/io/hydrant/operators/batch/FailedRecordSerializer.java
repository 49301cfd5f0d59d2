package io.hydrant.operators.batch;

import io.hydrant.core.record.FailedRecord;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes a failed record as its components in their order, its data with its length (int) first. */
public final class FailedRecordSerializer extends ImmutableSerializer<FailedRecord> {
    static final FailedRecordSerializer INSTANCE = new FailedRecordSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public FailedRecord createInstance() {
        return new FailedRecord("", "", "", 0, 0, 0, new byte[0], "");
    }

    @Override
    public void serialize(FailedRecord record, DataOutputView target) throws IOException {
        StringValue.writeString(record.outputType(), target);
        StringValue.writeString(record.errorCode(), target);
        StringValue.writeString(record.errorMessage(), target);
        target.writeInt(record.attemptsMade());
        target.writeLong(record.arrivalMillis());
        target.writeLong(record.attemptEndingMillis());
        target.writeInt(record.rawData().length);
        target.write(record.rawData());
        StringValue.writeString(record.details(), target);
    }

    @Override
    public FailedRecord deserialize(DataInputView source) throws IOException {
        String outputType = StringValue.readString(source);
        String errorCode = StringValue.readString(source);
        String errorMessage = StringValue.readString(source);
        int attemptsMade = source.readInt();
        long arrivalMillis = source.readLong();
        long attemptEndingMillis = source.readLong();
        byte[] rawData = new byte[source.readInt()];
        source.readFully(rawData);
        return new FailedRecord(
                outputType,
                errorCode,
                errorMessage,
                attemptsMade,
                arrivalMillis,
                attemptEndingMillis,
                rawData,
                StringValue.readString(source));
    }

    @Override
    public TypeSerializerSnapshot<FailedRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restored job that this build reads what the previous one wrote. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<FailedRecord> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
