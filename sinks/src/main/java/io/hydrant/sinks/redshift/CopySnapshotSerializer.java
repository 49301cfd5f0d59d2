package io.hydrant.sinks.redshift;

import io.hydrant.sinks.redshift.CopyQueue.Snapshot;
import io.hydrant.sinks.s3.StagedObject;
import io.hydrant.sinks.s3.StagedObjectSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Keeps what is not copied yet in checkpoints. */
final class CopySnapshotSerializer implements SimpleVersionedSerializer<Snapshot> {
    private static final int VERSION = 1;

    private final StagedObjectSerializer objects = new StagedObjectSerializer();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(Snapshot snapshot) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        write(snapshot.unpublished(), out);
        write(snapshot.waiting(), out);
        CopyBatch batch = snapshot.batch();
        out.writeBoolean(batch != null);
        if (batch != null) {
            out.writeLong(batch.id().getMostSignificantBits());
            out.writeLong(batch.id().getLeastSignificantBits());
            out.writeLong(batch.firstAttemptMillis());
            out.writeInt(batch.attempts());
            write(batch.objects(), out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public Snapshot deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("state of a copy step of version " + version + ", but this build reads " + VERSION);
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        List<StagedObject> unpublished = read(in);
        List<StagedObject> waiting = read(in);
        if (!in.readBoolean()) {
            return new Snapshot(unpublished, waiting, null);
        }
        UUID id = new UUID(in.readLong(), in.readLong());
        return new Snapshot(unpublished, waiting, new CopyBatch(id, in.readLong(), in.readInt(), read(in)));
    }

    private void write(List<StagedObject> list, DataOutputSerializer out) throws IOException {
        out.writeInt(objects.getVersion());
        out.writeInt(list.size());
        for (StagedObject object : list) {
            byte[] bytes = objects.serialize(object);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private List<StagedObject> read(DataInputDeserializer in) throws IOException {
        int version = in.readInt();
        int count = in.readInt();
        List<StagedObject> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            list.add(objects.deserialize(version, bytes));
        }
        return List.copyOf(list);
    }
}
