package io.hydrant.operators.batch;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a batch as its own serialized form, whose footer holds the version of its layout. */
public final class RecordBatchSerializer extends ImmutableSerializer<RecordBatch> {
    static final RecordBatchSerializer INSTANCE = new RecordBatchSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public RecordBatch createInstance() {
        return new RecordBatchBuilder(0).build();
    }

    @Override
    public void serialize(RecordBatch batch, DataOutputView target) throws IOException {
        batch.write(target);
    }

    @Override
    public RecordBatch deserialize(DataInputView source) throws IOException {
        return RecordBatch.read(source);
    }

    @Override
    public TypeSerializerSnapshot<RecordBatch> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restored job that this build reads what the previous one wrote. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RecordBatch> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
