package io.hydrant.operators.lambda;

import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.batch.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes batches and failures, each with their number (int) first. */
final class TransformedSerializer extends ImmutableSerializer<Transformed> {
    static final TransformedSerializer INSTANCE = new TransformedSerializer();

    private static final long serialVersionUID = 1L;
    private static final TypeSerializer<FailedRecord> FAILED_RECORD =
            BatchTypes.FAILED_RECORD.createSerializer(new SerializerConfigImpl());

    @Override
    public Transformed createInstance() {
        return new Transformed(List.of(), List.of());
    }

    @Override
    public void serialize(Transformed transformed, DataOutputView target) throws IOException {
        target.writeInt(transformed.batches().size());
        for (RecordBatch batch : transformed.batches()) {
            batch.write(target);
        }
        target.writeInt(transformed.failures().size());
        for (FailedRecord failed : transformed.failures()) {
            FAILED_RECORD.serialize(failed, target);
        }
    }

    @Override
    public Transformed deserialize(DataInputView source) throws IOException {
        List<RecordBatch> batches = new ArrayList<>();
        for (int i = source.readInt(); i > 0; i--) {
            batches.add(RecordBatch.read(source));
        }
        List<FailedRecord> failures = new ArrayList<>();
        for (int i = source.readInt(); i > 0; i--) {
            failures.add(FAILED_RECORD.deserialize(source));
        }
        return new Transformed(batches, failures);
    }

    @Override
    public TypeSerializerSnapshot<Transformed> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restored job that this build reads what the previous one wrote. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Transformed> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
