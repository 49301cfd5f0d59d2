package io.hydrant.sinks.s3;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Carries staged objects between operators and keeps them in checkpoints. */
public final class StagedObjectSerializer implements SimpleVersionedSerializer<StagedObject> {
    private static final int VERSION = 1;

    private final S3CommittableSerializer pending = new S3CommittableSerializer();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(StagedObject object) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(512);
        out.writeUTF(object.url());
        out.writeLong(object.records());
        out.writeLong(object.payloadBytes());
        out.writeLong(object.oldestArrivalMillis());
        S3Committable committable = object.pending();
        out.writeBoolean(committable != null);
        if (committable != null) {
            byte[] bytes = pending.serialize(committable);
            out.writeInt(pending.getVersion());
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public StagedObject deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("staged object of version " + version + ", but this build reads " + VERSION);
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        String url = in.readUTF();
        long records = in.readLong();
        long payloadBytes = in.readLong();
        long oldestArrivalMillis = in.readLong();
        if (!in.readBoolean()) {
            return StagedObject.published(url, records, payloadBytes, oldestArrivalMillis);
        }
        int pendingVersion = in.readInt();
        byte[] committable = new byte[in.readInt()];
        in.readFully(committable);
        return StagedObject.pending(url, pending.deserialize(pendingVersion, committable));
    }
}
