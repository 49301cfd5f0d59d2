package io.hydrant.operators.batch;

import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.RecordBatch;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Writes a bundle as shard (int), flags (byte), error output type (UTF, only if there is one), partition (StringValue, only
 * if there is one) and batch.
 */
public final class BundleSerializer extends ImmutableSerializer<Bundle> {
    static final BundleSerializer INSTANCE = new BundleSerializer();

    private static final long serialVersionUID = 1L;
    private static final int FLUSH = 1;
    private static final int ERRORS = 2;
    private static final int PARTITION = 4;

    @Override
    public Bundle createInstance() {
        return new Bundle(0, RecordBatchSerializer.INSTANCE.createInstance(), false);
    }

    @Override
    public void serialize(Bundle bundle, DataOutputView target) throws IOException {
        target.writeInt(bundle.shard());
        boolean errors = !bundle.errorOutputType().isEmpty();
        boolean partition = !bundle.partition().isEmpty();
        target.writeByte((bundle.flush() ? FLUSH : 0) | (errors ? ERRORS : 0) | (partition ? PARTITION : 0));
        if (errors) {
            target.writeUTF(bundle.errorOutputType());
        }
        if (partition) {
            StringValue.writeString(bundle.partition(), target);
        }
        bundle.batch().write(target);
    }

    @Override
    public Bundle deserialize(DataInputView source) throws IOException {
        int shard = source.readInt();
        int flags = source.readByte();
        String errorOutputType = (flags & ERRORS) == 0 ? "" : source.readUTF();
        String partition = (flags & PARTITION) == 0 ? "" : StringValue.readString(source);
        return new Bundle(shard, RecordBatch.read(source), (flags & FLUSH) != 0, errorOutputType, partition);
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
