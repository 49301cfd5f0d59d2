package io.hydrant.sinks.s3;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Keeps objects that wait to be published in checkpoints. */
final class S3CommittableSerializer implements SimpleVersionedSerializer<S3Committable> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(S3Committable committable) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeUTF(committable.path());
        out.writeInt(committable.recoverableVersion());
        out.writeInt(committable.recoverable().length);
        out.write(committable.recoverable());
        out.writeLong(committable.records());
        out.writeLong(committable.payloadBytes());
        out.writeLong(committable.oldestArrivalMillis());
        return out.getCopyOfBuffer();
    }

    @Override
    public S3Committable deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("S3 committable of version " + version + ", but this build reads " + VERSION);
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        String path = in.readUTF();
        int recoverableVersion = in.readInt();
        byte[] recoverable = new byte[in.readInt()];
        in.readFully(recoverable);
        return new S3Committable(path, recoverableVersion, recoverable, in.readLong(), in.readLong(), in.readLong());
    }
}
