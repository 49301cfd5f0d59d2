package io.hydrant.operators.convert;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.format.FormatConversion;
import io.hydrant.core.format.JsonReading;
import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.core.schema.HiveDdl;
import io.hydrant.operators.batch.BatchTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A buffer of Firehose's default size is converted in a JVM whose whole heap is three times as large. */
class ConversionMemoryTest {
    private static final int BUFFER_BYTES = 128 << 20;
    private static final int HEAP_MEGABYTES = 3 * 128;
    private static final int BATCH_BYTES = 256 << 10;

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "orc", "csv"})
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void threeTimesTheBufferIsEnough(String format) throws Exception {
        Process converter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MEGABYTES + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Converter.class.getName(),
                        format)
                .redirectErrorStream(true)
                .start();
        String output = new String(converter.getInputStream().readAllBytes(), UTF_8);

        assertThat(converter.waitFor()).as(output).isZero();
    }

    /** The process. */
    public static final class Converter {
        private Converter() {}

        /** @param args name of the format */
        public static void main(String[] args) throws Exception {
            FormatConversion conversion = new FormatConversion(JsonReading.DEFAULT, output(args[0]), null);
            SchemaSource schema =
                    SchemaSource.of(HiveDdl.read("CREATE TABLE t (id BIGINT, a STRING, b STRING, c STRING,"
                            + " d DOUBLE, e ARRAY<INT>, f STRUCT<g: STRING, h: TIMESTAMP>)"));
            try (var harness = new OneInputStreamOperatorTestHarness<>(
                    new ConvertOperator(new ObjectConverters(conversion, schema), (batch, i, version) -> ""))) {
                harness.setup(BatchTypes.BUFFER.createSerializer(new SerializerConfigImpl()));
                harness.open();
                harness.processElement(buffer(), 0);
                Buffer converted = harness.extractOutputValues().get(0);
                if (converted.payloadLength() < BUFFER_BYTES || converted.converted() == null) {
                    throw new IllegalStateException("not all was converted");
                }
            }
        }

        private static OutputFormat output(String name) {
            return switch (name) {
                case "parquet" -> new OutputFormat.Parquet(256 << 20, 1 << 20, "SNAPPY", false, 0, false);
                case "orc" ->
                    new OutputFormat.Orc(64 << 20, 256 << 20, 10_000, false, 0.05, "SNAPPY", List.of(), 0.05, 0, false);
                default -> new OutputFormat.Csv(true, ',');
            };
        }

        /** Strings that compress badly. */
        private static Buffer buffer() throws IOException {
            SplittableRandom random = new SplittableRandom(1);
            List<RecordBatch> batches = new ArrayList<>();
            long bytes = 0;
            while (bytes < BUFFER_BYTES) {
                RecordBatchBuilder batch = new RecordBatchBuilder(BATCH_BYTES).beginEntry(0);
                while (batch.payloadLength() < BATCH_BYTES) {
                    byte[] event = event(random).getBytes(US_ASCII);
                    batch.add(event, 0, event.length);
                }
                batches.add(batch.build());
                bytes += batches.get(batches.size() - 1).payloadLength();
            }
            return new Buffer(batches);
        }

        private static String event(SplittableRandom random) {
            return "{\"id\":" + random.nextLong() + ",\"a\":\"" + text(random, 8) + "\",\"b\":\"" + text(random, 16)
                    + "\",\"c\":\"" + text(random, 4) + "\",\"d\":" + random.nextDouble() + ",\"e\":["
                    + random.nextInt()
                    + "," + random.nextInt() + "],\"f\":{\"g\":\"" + text(random, 8) + "\",\"h\":"
                    + random.nextInt(Integer.MAX_VALUE) + "}}";
        }

        private static String text(SplittableRandom random, int longs) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < longs; i++) {
                text.append(Long.toString(random.nextLong(), Character.MAX_RADIX));
            }
            return text.toString();
        }
    }
}
