package io.hydrant.sinks.jdbc;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Buffers in state; the one of jobs is in a module that this one does not know. */
final class BufferTestType extends GenericTypeInfo<Buffer> {
    private static final long serialVersionUID = 1;

    BufferTestType() {
        super(Buffer.class);
    }

    static TypeInformation<Buffer> get() {
        return new BufferTestType();
    }

    @Override
    public TypeSerializer<Buffer> createSerializer(SerializerConfig config) {
        return new Serializer();
    }

    /** Its batches alone. */
    static final class Serializer extends TypeSerializerSingleton<Buffer> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public Buffer createInstance() {
            return new Buffer(List.of());
        }

        @Override
        public Buffer copy(Buffer from) {
            return from;
        }

        @Override
        public Buffer copy(Buffer from, Buffer reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(Buffer buffer, DataOutputView target) throws IOException {
            target.writeInt(buffer.batches().size());
            for (RecordBatch batch : buffer.batches()) {
                batch.write(target);
            }
        }

        @Override
        public Buffer deserialize(DataInputView source) throws IOException {
            List<RecordBatch> batches = new ArrayList<>();
            for (int left = source.readInt(); left > 0; left--) {
                batches.add(RecordBatch.read(source));
            }
            return new Buffer(batches);
        }

        @Override
        public Buffer deserialize(Buffer reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            serialize(deserialize(source), target);
        }

        @Override
        public TypeSerializerSnapshot<Buffer> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Of the only version. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Buffer> {
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
