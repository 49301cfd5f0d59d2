package io.hydrant.operators.decompress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import io.hydrant.operators.CollectedFailures;
import io.hydrant.operators.MetricsByName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecompressTest {
    private static final String INVALID =
            "decompression-failed Decompression.InvalidData The record is not valid GZIP data";
    private static final String TOO_LARGE =
            "decompression-failed Decompression.OutputTooLarge The decompressed record is too large";
    private static final String NOT_LOGS =
            "decompression-failed CloudWatchLogProcessing.InvalidData" + " The record is not a CloudWatch Logs message";

    private final CollectedFailures failures = new CollectedFailures();
    private final MetricsByName metrics = new MetricsByName();
    private Decompress processor = new Decompress(false);

    @AfterEach
    void close() {
        processor.close();
    }

    private List<String> process(byte[]... records) {
        processor.open(metrics);
        return Batches.records(processor.process(Batches.ofRecords(records), failures));
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    @Test
    void decompressesEachRecord() {
        String large = "0123456789".repeat(100_000);
        assertThat(process(gzip("a"), gzip(""), gzip(large), gzip("b"))).containsExactly("a", "", large, "b");
        assertThat(failures.records()).isEmpty();
        assertThat(metrics.count("OutputDecompressedRecords.Success")).isEqualTo(4);
        assertThat(metrics.count("OutputDecompressedBytes.Success")).isEqualTo(1_000_002);
        assertThat(metrics.count("OutputDecompressedRecords.Failed")).isZero();
    }

    @Test
    void readsSeveralMembers() {
        assertThat(process(join(gzip("a"), gzip("b")), gzip("c"))).containsExactly("ab", "c");
    }

    @Test
    void readsHeadersWithEverythingInThem() {
        byte[] plain = gzip("a");
        byte[] extras = {2, 0, 'x', 'y', 'n', 0, 'c', 0, 0, 0};
        byte[] full = join(join(Arrays.copyOf(plain, 10), extras), Arrays.copyOfRange(plain, 10, plain.length));
        full[3] = 2 | 4 | 8 | 16;
        assertThat(process(full)).containsExactly("a");
    }

    @Test
    void failsWhatIsNotWholeAndGoesOn() {
        byte[] good = gzip("good");
        byte[] wrongSum = good.clone();
        wrongSum[good.length - 8] ^= 1;
        byte[] wrongLength = good.clone();
        wrongLength[good.length - 1] ^= 1;
        byte[] wrongBody = good.clone();
        wrongBody[12] ^= 0x55;
        byte[][] bad = {
            "plain text".getBytes(UTF_8),
            {},
            {0x1f, (byte) 0x8b},
            Arrays.copyOf(good, 10),
            Arrays.copyOf(good, good.length - 1),
            wrongSum,
            wrongLength,
            wrongBody,
            join(good, "tail".getBytes(UTF_8))
        };
        for (byte[] record : bad) {
            assertThat(process(good, record, gzip("next"))).containsExactly("good", "next");
        }
        assertThat(failures.reasons()).hasSize(bad.length).containsOnly(INVALID);
        for (int i = 0; i < bad.length; i++) {
            assertThat(failures.records().get(i).rawData()).isEqualTo(bad[i]);
        }
    }

    @Test
    void neverThrowsWhateverIsInARecord() {
        Random random = new Random(3);
        byte[] good = gzip("some text that repeats, some text that repeats");
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = Arrays.copyOf(good, random.nextInt(good.length + 4));
            for (int j = random.nextInt(3); j >= 0 && broken.length > 0; j--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            process(broken);
        }
        assertThat(failures.records()).isNotEmpty();
    }

    @Test
    void boundsWhatARecordAndABatchBecome() {
        processor = new Decompress(false, 1000, 1500);
        assertThat(process(
                        gzip("a".repeat(1001)), gzip("b".repeat(1000)), gzip("c".repeat(501)), gzip("d".repeat(500))))
                .containsExactly("b".repeat(1000), "d".repeat(500));
        assertThat(failures.reasons()).containsExactly(TOO_LARGE, TOO_LARGE);
        assertThat(metrics.count("OutputDecompressedRecords.Failed")).isEqualTo(2);
        assertThat(metrics.count("OutputDecompressedBytes.Failed"))
                .isEqualTo(failures.records().get(0).rawData().length
                        + failures.records().get(1).rawData().length);
    }

    @Test
    void remembersWhatRecordsWere() {
        processor.open(metrics);
        byte[] compressed = gzip("a");
        RecordBatch result = processor.process(Batches.ofRecords(compressed), failures);
        assertThat(Arrays.copyOf(result.originals().bytes(), result.originals().payloadLength()))
                .isEqualTo(compressed);
    }

    @Test
    void extractsMessagesWithNewlinesBetweenThem() {
        processor = new Decompress(true);
        String two = "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logGroup\":\"g\",\"logStream\":\"s\","
                + "\"subscriptionFilters\":[\"f\"],\"logEvents\":[{\"id\":\"1\",\"timestamp\":1,\"message\":\"{\\\"a\\\": \\\"\\u00e9\\\"}\"},"
                + "{\"id\":\"2\",\"timestamp\":2,\"message\":\"second\\tline\",\"extractedFields\":{\"message\":\"no\"}}]}";
        String typeLast = " { \"logEvents\" : [ {\"message\":\"m\"} ] , \"messageType\" : \"DATA_MESSAGE\" } \n";
        assertThat(process(gzip(two), gzip(typeLast))).containsExactly("{\"a\": \"\u00e9\"}\nsecond\tline", "m");
        assertThat(failures.records()).isEmpty();
    }

    @Test
    void takesTheLastOfMembersThatAreThereTwice() {
        processor = new Decompress(true);
        assertThat(
                        process(
                                gzip(
                                        "{\"messageType\":\"OTHER\",\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":\"a\"},{\"message\":\"b\"}],"
                                                + "\"logEvents\":[{\"message\":\"c\",\"message\":\"d\"},{\"message\":1,\"message\":\"e\"}]}")))
                .containsExactly("d\ne");
    }

    @Test
    void dropsControlMessagesAndThoseWithoutEvents() {
        processor = new Decompress(true);
        String control = "{\"messageType\":\"CONTROL_MESSAGE\",\"owner\":\"\",\"logGroup\":\"\",\"logStream\":\"\","
                + "\"subscriptionFilters\":[],\"logEvents\":[{\"id\":\"\",\"timestamp\":1,\"message\":\"CWL CONTROL MESSAGE: Checking health of destination Firehose.\"}]}";
        assertThat(process(
                        gzip(control),
                        gzip("{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[]}"),
                        gzip("{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":\"\"}]}")))
                .containsExactly("");
        assertThat(failures.records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "[]",
                "{}",
                "null",
                "{\"messageType\":\"DATA_MESSAGE\"}",
                "{\"messageType\":\"OTHER\",\"logEvents\":[{\"message\":\"m\"}]}",
                "{\"logEvents\":[{\"message\":\"m\"}]}",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":{}}",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[1]}",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":\"m\"},{}]}",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":1}]}",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":\"m\"}]}x",
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":\"m\"}]"
            })
    void failsWhatCloudWatchLogsDoesNotSend(String document) {
        processor = new Decompress(true);
        String good = "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":\"good\"}]}";
        byte[] bad = gzip(document);
        assertThat(process(gzip(good), bad, gzip(good))).containsExactly("good", "good");
        assertThat(failures.reasons()).containsExactly(NOT_LOGS);
        assertThat(failures.records().get(0).rawData()).isEqualTo(bad);
    }
}
