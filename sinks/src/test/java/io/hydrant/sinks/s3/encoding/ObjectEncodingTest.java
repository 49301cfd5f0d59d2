package io.hydrant.sinks.s3.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.definition.CompressionFormat;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.SnappyCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.SnappyInputStream;

class ObjectEncodingTest {
    private static final int[] BATCH_SIZES = {1, 100, 5_000, 300_000, 3, 262_144, 1_500_000, 17};

    @ParameterizedTest
    @EnumSource(CompressionFormat.class)
    void recordsAreConcatenatedByteForByte(CompressionFormat format) throws IOException {
        List<RecordBatch> batches = batches(new Random(1), true);
        try (ObjectEncoding encoding = new ObjectEncoding(format, 1, new byte[0])) {
            assertThat(decode(format, encode(encoding, batches))).isEqualTo(payload(batches));
        }
    }

    @ParameterizedTest
    @EnumSource(CompressionFormat.class)
    void bytesThatDoNotCompressComeBackToo(CompressionFormat format) throws IOException {
        List<RecordBatch> batches = batches(new Random(2), false);
        try (ObjectEncoding encoding = new ObjectEncoding(format, 1, new byte[0])) {
            assertThat(decode(format, encode(encoding, batches))).isEqualTo(payload(batches));
        }
    }

    @ParameterizedTest
    @EnumSource(CompressionFormat.class)
    void anObjectOfEmptyRecordsIsReadable(CompressionFormat format) throws IOException {
        List<RecordBatch> batches = List.of(batch(new byte[0]));
        try (ObjectEncoding encoding = new ObjectEncoding(format, 1, new byte[0])) {
            assertThat(decode(format, encode(encoding, batches))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(CompressionFormat.class)
    void aDelimiterStandsBehindEachRecord(CompressionFormat format) throws IOException {
        RecordBatch ab = new RecordBatchBuilder(0)
                .addAll(batch("a".getBytes(UTF_8)))
                .addAll(batch(new byte[0]))
                .addAll(batch("bc".getBytes(UTF_8)))
                .build();
        try (ObjectEncoding encoding = new ObjectEncoding(format, 1, "|\n".getBytes(UTF_8))) {
            assertThat(decode(format, encode(encoding, List.of(ab, batch("d".getBytes(UTF_8))))))
                    .asString(UTF_8)
                    .isEqualTo("a|\n|\nbc|\nd|\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 9})
    void everyGzipLevelIsReadable(int level) throws IOException {
        List<RecordBatch> batches = batches(new Random(3), true);
        try (ObjectEncoding encoding = new ObjectEncoding(CompressionFormat.GZIP, level, new byte[0])) {
            encode(encoding, batches);
            byte[] second = encode(encoding, batches);

            assertThat(decode(CompressionFormat.GZIP, second)).isEqualTo(payload(batches));
            assertThat(second.length).isLessThan(payload(batches).length / 2);
        }
    }

    @Test
    void smallBatchesShareAGzipMember() throws IOException {
        List<RecordBatch> small = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            small.add(batch(("{\"event\": \"click\", \"number\": " + i + "}").getBytes(StandardCharsets.UTF_8)));
        }
        try (ObjectEncoding encoding = new ObjectEncoding(CompressionFormat.GZIP, 1, new byte[0])) {
            assertThat(encode(encoding, small).length).isLessThan(payload(small).length / 5);
        }
    }

    private static byte[] encode(ObjectEncoding encoding, List<RecordBatch> batches) throws IOException {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        ObjectEncoder encoder = encoding.open(object);
        for (RecordBatch batch : batches) {
            encoder.add(batch);
        }
        encoder.finish();
        return object.toByteArray();
    }

    /** Reads an object with a reader that is not ours. */
    private static byte[] decode(CompressionFormat format, byte[] object) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(object);
        return switch (format) {
            case UNCOMPRESSED -> object;
            case GZIP -> new GZIPInputStream(in).readAllBytes();
            case ZIP -> unzip(in);
            case SNAPPY -> new SnappyInputStream(in).readAllBytes();
            case HADOOP_SNAPPY -> hadoopSnappy(in);
        };
    }

    private static byte[] unzip(InputStream in) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        assertThat(zip.getNextEntry()).isNotNull();
        byte[] content = zip.readAllBytes();
        assertThat(zip.getNextEntry()).isNull();
        return content;
    }

    private static byte[] hadoopSnappy(InputStream in) throws IOException {
        SnappyCodec codec = new SnappyCodec();
        codec.setConf(new Configuration(false));
        return codec.createInputStream(in).readAllBytes();
    }

    private static List<RecordBatch> batches(Random random, boolean text) {
        List<RecordBatch> batches = new ArrayList<>();
        for (int size : BATCH_SIZES) {
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) (text ? 'a' + random.nextInt(4) : random.nextInt());
            }
            batches.add(batch(bytes));
        }
        return batches;
    }

    private static RecordBatch batch(byte[] record) {
        return new RecordBatchBuilder(record.length)
                .beginEntry(0)
                .add(record, 0, record.length)
                .build();
    }

    private static byte[] payload(List<RecordBatch> batches) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        batches.forEach(batch -> all.write(batch.bytes(), 0, batch.payloadLength()));
        return all.toByteArray();
    }
}
