package io.hydrant.operators.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What goes into a checkpoint or over the network comes out again. */
class SerializersTest {
    private static final RecordBatch BATCH = Batches.of("a", "bc");

    @Test
    void aBundleOfDataIsWrittenAsByTheFirstVersion() throws IOException {
        DataOutputSerializer first = new DataOutputSerializer(64);
        first.writeInt(7);
        first.writeBoolean(true);
        BATCH.write(first);

        Bundle read = read(BatchTypes.BUNDLE, first);

        assertThat(read.shard()).isEqualTo(7);
        assertThat(read.flush()).isTrue();
        assertThat(read.errorOutputType()).isEmpty();
        assertThat(Batches.records(read.batch())).containsExactly("a", "bc");
        assertThat(write(BatchTypes.BUNDLE, read).getCopyOfBuffer()).isEqualTo(first.getCopyOfBuffer());
    }

    @Test
    void bundlesAndBuffersOfTheErrorOutputKeepTheirType() throws IOException {
        Bundle bundle = new Bundle(7, BATCH, false, "processing-failed");
        Buffer buffer = new Buffer(List.of(BATCH, BATCH), "processing-failed");

        Bundle readBundle = read(BatchTypes.BUNDLE, write(BatchTypes.BUNDLE, bundle));
        Buffer readBuffer = read(BatchTypes.BUFFER, write(BatchTypes.BUFFER, buffer));

        assertThat(readBundle.errorOutputType()).isEqualTo("processing-failed");
        assertThat(readBundle.flush()).isFalse();
        assertThat(readBuffer.errorOutputType()).isEqualTo("processing-failed");
        assertThat(Batches.records(readBuffer)).containsExactly("a", "bc", "a", "bc");
    }

    @Test
    void bundlesAndBuffersOfAPartitionKeepIt() throws IOException {
        String partition = "\0\3\u00c3\u00bc/" + "x".repeat(70_000);

        Bundle bundle = read(BatchTypes.BUNDLE, write(BatchTypes.BUNDLE, Bundle.ofPartition(partition, BATCH)));
        Buffer buffer = read(BatchTypes.BUFFER, write(BatchTypes.BUFFER, new Buffer(List.of(BATCH), "", partition)));

        assertThat(bundle.partition()).isEqualTo(partition);
        assertThat(Batches.records(bundle.batch())).containsExactly("a", "bc");
        assertThat(buffer.partition()).isEqualTo(partition);
        assertThat(Batches.records(buffer)).containsExactly("a", "bc");
    }

    @Test
    void aBufferOfDataIsWrittenAsByTheFirstVersion() throws IOException {
        DataOutputSerializer first = new DataOutputSerializer(64);
        first.writeUTF("");
        first.writeInt(1);
        BATCH.write(first);

        Buffer read = read(BatchTypes.BUFFER, first);

        assertThat(read.partition()).isEmpty();
        assertThat(Batches.records(read)).containsExactly("a", "bc");
        assertThat(write(BatchTypes.BUFFER, read).getCopyOfBuffer()).isEqualTo(first.getCopyOfBuffer());
    }

    @Test
    void aFailedRecordMayHaveAMessageOfAnyLength() throws IOException {
        FailedRecord failed = new FailedRecord(
                "type", "code", "é".repeat(100_000), 3, 4, 5, new byte[] {6, 7}, "\"lambdaArn\":\"arn\"");

        FailedRecord read = read(BatchTypes.FAILED_RECORD, write(BatchTypes.FAILED_RECORD, failed));

        assertThat(read).usingRecursiveComparison().isEqualTo(failed);
    }

    private static <T> DataOutputSerializer write(TypeInformation<T> type, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer(type).serialize(value, out);
        return out;
    }

    private static <T> T read(TypeInformation<T> type, DataOutputSerializer written) throws IOException {
        return serializer(type).deserialize(new DataInputDeserializer(written.getCopyOfBuffer()));
    }

    private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
        return type.createSerializer(new SerializerConfigImpl());
    }
}
