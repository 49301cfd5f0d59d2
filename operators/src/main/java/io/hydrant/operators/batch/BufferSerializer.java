package io.hydrant.operators.batch;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Writes a buffer as its error output type (UTF), the number of its batches (int) and the batches; the number's complement
 * if it has a partition, which then stands between (StringValue). Of a converted buffer the smallest int comes before all
 * that, and the number of the pieces of its contents (int) and those, each with its length (int), behind it.
 */
public final class BufferSerializer extends ImmutableSerializer<Buffer> {
    static final BufferSerializer INSTANCE = new BufferSerializer();

    private static final long serialVersionUID = 1L;

    /** No number of batches, and no complement of one. */
    private static final int CONVERTED = Integer.MIN_VALUE;

    @Override
    public Buffer createInstance() {
        return new Buffer(List.of());
    }

    @Override
    public void serialize(Buffer buffer, DataOutputView target) throws IOException {
        target.writeUTF(buffer.errorOutputType());
        List<byte[]> converted = buffer.converted();
        if (converted != null) {
            target.writeInt(CONVERTED);
        }
        int count = buffer.batches().size();
        if (buffer.partition().isEmpty()) {
            target.writeInt(count);
        } else {
            target.writeInt(~count);
            StringValue.writeString(buffer.partition(), target);
        }
        for (RecordBatch batch : buffer.batches()) {
            batch.write(target);
        }
        if (converted != null) {
            target.writeInt(converted.size());
            for (byte[] piece : converted) {
                target.writeInt(piece.length);
                target.write(piece);
            }
        }
    }

    @Override
    public Buffer deserialize(DataInputView source) throws IOException {
        String errorOutputType = source.readUTF();
        int first = source.readInt();
        boolean converted = first == CONVERTED;
        int written = converted ? source.readInt() : first;
        int count = written < 0 ? ~written : written;
        String partition = written < 0 ? StringValue.readString(source) : "";
        List<RecordBatch> batches = readBatches(source, count);
        return new Buffer(batches, errorOutputType, partition, converted ? readPieces(source) : null);
    }

    private static List<byte[]> readPieces(DataInputView source) throws IOException {
        int count = source.readInt();
        List<byte[]> pieces = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] piece = new byte[source.readInt()];
            source.readFully(piece);
            pieces.add(piece);
        }
        return pieces;
    }

    private static List<RecordBatch> readBatches(DataInputView source, int count) throws IOException {
        List<RecordBatch> batches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            batches.add(RecordBatch.read(source));
        }
        return batches;
    }

    @Override
    public TypeSerializerSnapshot<Buffer> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Tells a restored job that this build reads what the previous one wrote. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Buffer> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
