package io.hydrant.operators.batch;

import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.RecordBatch;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a bundle as shard (int), flush mark (boolean) and batch. */
public final class BundleSerializer extends ImmutableSerializer<Bundle> {
    static final BundleSerializer INSTANCE = new BundleSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public Bundle createInstance() {
        return new Bundle(0, RecordBatchSerializer.INSTANCE.createInstance(), false);
    }

    @Override
    public void serialize(Bundle bundle, DataOutputView target) throws IOException {
        target.writeInt(bundle.shard());
        target.writeBoolean(bundle.flush());
        bundle.batch().write(target);
    }

    @Override
    public Bundle deserialize(DataInputView source) throws IOException {
        int shard = source.readInt();
        boolean flush = source.readBoolean();
        return new Bundle(shard, RecordBatch.read(source), flush);
    }

    @Override
    public TypeSerializerSnapshot<Bundle> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restored job that this build reads what the previous one wrote. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Bundle> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
