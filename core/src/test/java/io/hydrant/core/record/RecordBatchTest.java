package io.hydrant.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordBatchTest {
    @Test
    void recordsOfAnEntryComeBackAsTheyWereAdded() {
        RecordBatch batch = entry(1234, "one", "", "three");

        assertThat(records(batch)).containsExactly("one", "", "three");
        assertThat(batch.oldestArrivalMillis()).isEqualTo(1234);
        assertThat(batch.hasRequestId()).isFalse();
    }

    @Test
    void anEntryTakesItsPlaceInTheLog() {
        RecordBatch batch = entry(1, "a", "b").placeAt(3, 77);

        assertThat(batch.originCount()).isEqualTo(1);
        RecordOrigin origin = batch.origin(0);
        assertThat(origin).isEqualTo(new RecordOrigin(3, 77, 0, 1, 2));
        assertThat(origin.offsetOf(1)).isEqualTo(77);
        assertThat(origin.indexOf(1)).isEqualTo(1);
    }

    @Test
    void serializedFormHoldsEverything() throws IOException {
        RecordBatch batch = new RecordBatchBuilder(0)
                .requestId(5, -6)
                .beginEntry(99)
                .add(bytes("x"), 0, 1)
                .build()
                .placeAt(1, 2);
        RecordBatch back = serialized(batch);

        assertThat(records(back)).containsExactly("x");
        assertThat(back.requestIdHigh()).isEqualTo(5);
        assertThat(back.requestIdLow()).isEqualTo(-6);
        assertThat(back.origin(0)).isEqualTo(new RecordOrigin(1, 2, 0, 99, 1));
    }

    @Test
    void batchesPutTogetherKeepTheirRecordsAndOrigins() {
        RecordBatchBuilder builder = new RecordBatchBuilder(0);

        RecordBatch merged = builder.addAll(entry(20, "a", "b").placeAt(0, 5))
                .addAll(entry(10, "c").placeAt(1, 6))
                .build();

        assertThat(records(merged)).containsExactly("a", "b", "c");
        assertThat(merged.oldestArrivalMillis()).isEqualTo(10);
        assertThat(merged.origin(0)).isEqualTo(new RecordOrigin(0, 5, 0, 20, 2));
        assertThat(merged.origin(1)).isEqualTo(new RecordOrigin(1, 6, 0, 10, 1));
        assertThat(builder.size()).isZero();
    }

    @Test
    void aMessageIsABatchOfOneRecord() {
        RecordBatch batch = RecordBatch.ofMessage(2, 10, 500, bytes("a message"));

        RecordBatch read = RecordBatch.wrap(batch.bytes());
        assertThat(records(read)).containsExactly("a message");
        assertThat(read.hasRequestId()).isFalse();
        assertThat(read.originCount()).isEqualTo(1);
        assertThat(read.origin(0)).isEqualTo(new RecordOrigin(2, 10, RecordOrigin.MESSAGE_PER_RECORD, 500, 1));
    }

    @Test
    void neighbouringMessagesShareAnOrigin() {
        RecordBatchBuilder all = new RecordBatchBuilder(0);
        for (int offset : new int[] {10, 11, 13}) {
            all.addAll(RecordBatch.ofMessage(2, offset, 500, bytes("m" + offset)));
        }
        all.addAll(RecordBatch.ofMessage(2, 14, 501, bytes("later")));

        RecordBatch batch = all.build();

        assertThat(records(batch)).containsExactly("m10", "m11", "m13", "later");
        assertThat(batch.originCount()).isEqualTo(3);
        assertThat(batch.origin(0)).isEqualTo(new RecordOrigin(2, 10, RecordOrigin.MESSAGE_PER_RECORD, 500, 2));
        assertThat(batch.origin(0).offsetOf(1)).isEqualTo(11);
        assertThat(batch.origin(1)).isEqualTo(new RecordOrigin(2, 13, RecordOrigin.MESSAGE_PER_RECORD, 500, 1));
        assertThat(batch.origin(2)).isEqualTo(new RecordOrigin(2, 14, RecordOrigin.MESSAGE_PER_RECORD, 501, 1));
    }

    @Test
    void aMessageWithoutAValueHasAPlaceButNoRecord() {
        RecordBatch batch = RecordBatch.tombstone(4, 17, 99);

        assertThat(batch.size()).isZero();
        assertThat(batch.payloadLength()).isZero();
        assertThat(batch.origin(0)).isEqualTo(new RecordOrigin(4, 17, RecordOrigin.MESSAGE_PER_RECORD, 99, 0));
        assertThat(RecordBatch.wrap(batch.bytes()).origin(0)).isEqualTo(batch.origin(0));
    }

    @Test
    void metadataStaysWithItsRecordWhenBatchesArePutTogether() throws IOException {
        KinesisMetadata first = new KinesisMetadata("shardId-000000000001", "käy", "4957810", 0);
        KinesisMetadata second = new KinesisMetadata("shardId-000000000002", "", "4957811", 300);
        RecordBatchBuilder builder = new RecordBatchBuilder(0);
        builder.beginRun(0, 1, 0, 5).add(bytes("plain"), 0, 5);
        builder.addAll(RecordBatch.ofMessage(1, -1, 6, bytes("one"), first.encode()));
        builder.addAll(entry(7, "x", "y"));
        builder.addAll(RecordBatch.ofMessage(2, -1, 8, bytes("two"), second.encode()));

        RecordBatch batch = serialized(builder.build());

        assertThat(records(batch)).containsExactly("plain", "one", "x", "y", "two");
        assertThat(batch.hasMetadata()).isTrue();
        List<KinesisMetadata> metadata = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            metadata.add(KinesisMetadata.of(batch, i));
        }
        assertThat(metadata).containsExactly(null, first, null, null, second);
        assertThat(batch.origin(1).arrivalMillis()).isEqualTo(6);
    }

    @Test
    void aBuilderThatHadMetadataMakesPlainBatchesAgain() {
        RecordBatchBuilder builder = new RecordBatchBuilder(0);
        builder.addAll(RecordBatch.ofMessage(1, -1, 6, bytes("one"), new byte[] {1, 2}));
        assertThat(builder.build().hasMetadata()).isTrue();

        RecordBatch plain = builder.addAll(entry(7, "x")).build();

        assertThat(plain.hasMetadata()).isFalse();
        assertThat(records(plain)).containsExactly("x");
    }

    @Test
    void aSubsequenceNumberIsPlacedLater() {
        byte[] metadata = new KinesisMetadata("shardId-000000000001", "key", "12", 0).encode();
        RecordBatch batch = RecordBatch.ofMessage(1, -1, 6, bytes("one"), metadata);

        KinesisMetadata.placeSubsequence(batch, 7);

        assertThat(KinesisMetadata.of(batch, 0)).isEqualTo(new KinesisMetadata("shardId-000000000001", "key", "12", 7));
    }

    @Test
    void manyRecordsOfRandomLengthsComeBack() {
        Random random = new Random(7);
        List<byte[]> added = new ArrayList<>();
        RecordBatchBuilder builder = new RecordBatchBuilder(10).beginEntry(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] record = new byte[random.nextInt(300)];
            random.nextBytes(record);
            added.add(record);
            builder.add(record, 0, record.length);
        }

        RecordBatch batch = builder.build();

        assertThat(batch.size()).isEqualTo(added.size());
        for (int i = 0; i < added.size(); i++) {
            assertThat(Arrays.copyOfRange(batch.bytes(), batch.start(i), batch.end(i)))
                    .isEqualTo(added.get(i));
        }
    }

    @Test
    void bytesThatAreNoBatchAreRefused() {
        byte[] cut = Arrays.copyOf(entry(1, "abc").bytes(), 20);
        byte[] foreign = bytes("{\"this\": \"was not written by the gateway, but is long enough\"}");
        byte[] longer = new byte[entry(1, "abc").serializedLength() + 1];
        byte[] whole = entry(1, "abc").bytes();
        System.arraycopy(whole, 0, longer, 1, whole.length);

        assertThatThrownBy(() -> RecordBatch.wrap(cut)).isInstanceOf(MalformedBatchException.class);
        assertThatThrownBy(() -> RecordBatch.wrap(foreign)).isInstanceOf(MalformedBatchException.class);
        assertThatThrownBy(() -> RecordBatch.wrap(longer)).isInstanceOf(MalformedBatchException.class);
    }

    @Test
    void aLaterVersionIsNamed() {
        byte[] bytes = entry(1, "abc").bytes();
        bytes[bytes.length - 4] = 9;

        assertThatThrownBy(() -> RecordBatch.wrap(bytes)).hasMessageContaining("version 9");
    }

    private static RecordBatch entry(long arrivalMillis, String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(arrivalMillis);
        for (String record : records) {
            builder.add(bytes(record), 0, record.length());
        }
        return builder.build();
    }

    private static List<String> records(RecordBatch batch) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            records.add(new String(batch.bytes(), batch.start(i), batch.end(i) - batch.start(i), UTF_8));
        }
        return records;
    }

    private static RecordBatch serialized(RecordBatch batch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        batch.write(new DataOutputStream(out));
        return RecordBatch.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void givesRecordsOtherMetadata() {
        RecordBatch batch = new RecordBatchBuilder(0)
                .requestId(1, 2)
                .beginRun(3, 40, 5, 1000)
                .add(new byte[] {'a', 'b'}, 0, 2)
                .add(new byte[] {'c'}, 0, 1)
                .build();
        RecordBatch changed = batch.withMetadata(new int[] {0, 3}, new byte[] {'x', 'y', 'z', '-'});
        RecordBatch again = RecordBatch.wrap(Arrays.copyOf(changed.bytes(), changed.serializedLength()));
        assertThat(again.size()).isEqualTo(2);
        assertThat(again.end(0)).isEqualTo(2);
        assertThat(again.origin(0)).isEqualTo(batch.origin(0));
        assertThat(again.requestIdLow()).isEqualTo(2);
        assertThat(again.metadataStart(0)).isEqualTo(again.metadataEnd(0));
        assertThat(new String(again.bytes(), again.metadataStart(1), 3, UTF_8)).isEqualTo("xyz");
        assertThat(again.metadataEnd(1) - again.metadataStart(1)).isEqualTo(3);
        RecordBatch plain = changed.withMetadata(new int[] {1, 1}, new byte[] {'q'});
        assertThat(plain.serializedLength()).isEqualTo(changed.serializedLength() - 2);
    }
}
