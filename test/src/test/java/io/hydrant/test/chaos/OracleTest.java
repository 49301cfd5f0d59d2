package io.hydrant.test.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle itself: each way to get it wrong is noticed. */
class OracleTest {
    private final Payload payload = new Payload(7);
    private final Ledger ledger = new Ledger();

    @TempDir
    Path folder;

    @BeforeEach
    void issueThreeRecordsAndAcknowledgeTwo() {
        assertThat(ledger.issue(3)).isZero();
        ledger.acknowledge(0);
        ledger.acknowledge(1);
    }

    @Test
    void allIsWellWhenAcknowledgedRecordsCameOnceAndOthersAtMostOnce() throws IOException {
        read(concat(payload.of(1), payload.of(0), payload.of(2)));

        assertThat(ledger.faults()).isEmpty();
        assertThat(ledger.missing().isEmpty()).isTrue();
        assertThat(ledger.delivered()).isEqualTo(3);
    }

    @Test
    void aLostRecordIsMissing() throws IOException {
        read(concat(payload.of(1), payload.of(2)));

        assertThat(ledger.missing().stream()).containsExactly(0);
    }

    @Test
    void aSecondDeliveryIsAFaultAcknowledgedOrNot() throws IOException {
        read(concat(payload.of(2), payload.of(1), payload.of(2)));

        assertThat(ledger.faults()).singleElement().asString().contains("record 2 delivered again");
    }

    @Test
    void aRecordThatNobodySentIsAFault() throws IOException {
        read(payload.of(3));

        assertThat(ledger.faults()).singleElement().asString().contains("unknown record 3");
    }

    @Test
    void anotherByteIsAFault() throws IOException {
        byte[] bytes = payload.of(1);
        bytes[bytes.length - 1]++;
        read(bytes);

        assertThat(ledger.faults()).singleElement().asString().contains("other bytes");
    }

    @Test
    void aRecordOfAnotherRunIsAFault() throws IOException {
        read(new Payload(8).of(1));

        assertThat(ledger.faults()).isNotEmpty();
    }

    @Test
    void halfARecordIsAFault() throws IOException {
        byte[] bytes = payload.of(1);
        read(Arrays.copyOf(bytes, 10));

        assertThat(ledger.faults()).singleElement().asString().contains("middle of a record");
    }

    @Test
    void aChangedObjectIsAFault() throws IOException {
        Bucket bucket = read(payload.of(1));
        Files.write(folder.resolve("object"), concat(payload.of(1), payload.of(2)));
        bucket.checkObjectsStayed();

        assertThat(ledger.faults()).singleElement().asString().contains("object was published");
    }

    private Bucket read(byte[] object) throws IOException {
        Files.write(folder.resolve("object"), object);
        Files.write(folder.resolve(".object.inprogress"), new byte[] {1});
        Bucket bucket = new Bucket(new FolderStore(folder), payload, ledger);
        bucket.readNewObjects();
        return bucket;
    }

    private static byte[] concat(byte[]... parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        return out.toByteArray();
    }
}
