package io.hydrant.sinks.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.sinks.request.Selection;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsBodyTest {
    private static final byte[] NONE = {};

    private final Random random = new Random(7);

    @Test
    void recordsLieBackToBack() {
        BodyPublisher body = RecordsBody.of(Selection.of(List.of(batch("a", "bc"), batch("d"))), NONE);

        assertThat(read(body, 1)).asString().isEqualTo("abcd");
        assertThat(body.contentLength()).isEqualTo(4);
        assertThat(read(body, Long.MAX_VALUE))
                .as("when it is sent again")
                .asString()
                .isEqualTo("abcd");
    }

    @Test
    void aDelimiterIsBehindEachRecord() {
        BodyPublisher body = RecordsBody.of(Selection.of(List.of(batch("a", "bc"), batch(""))), "\r\n".getBytes(UTF_8));

        assertThat(read(body, 1)).asString().isEqualTo("a\r\nbc\r\n\r\n");
    }

    @Test
    void onlySomeOfTheRecordsAreThereIfOnlyThoseAreSent() {
        Selection some = Selection.of(List.of(batch("a", "b"), batch("c", "d"))).where(number -> number % 2 == 1);

        assertThat(read(RecordsBody.of(some, NONE), 1)).asString().isEqualTo("bd");
    }

    @Test
    void largeStretchesAreNotCopied() {
        RecordBatch large = RecordBatch.ofMessage(0, 0, 0, bytes(100_000));
        byte at = large.bytes()[50_000];
        BodyPublisher body = RecordsBody.of(Selection.of(List.of(batch("a"), large, batch("b"))), NONE);
        large.bytes()[50_000]++;

        assertThat(read(body, 1)[50_001]).isEqualTo((byte) (at + 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, Long.MAX_VALUE})
    void itIsWholeHoweverItIsAskedFor(long demand) {
        List<RecordBatch> batches = new ArrayList<>();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            byte[] record = bytes(random.nextInt(i % 10 == 0 ? 60_000 : 3_000));
            batches.add(RecordBatch.ofMessage(0, i, 0, record));
            expected.writeBytes(record);
        }
        BodyPublisher body = RecordsBody.of(Selection.of(batches), NONE);

        assertThat(read(body, demand)).isEqualTo(expected.toByteArray());
        assertThat(body.contentLength()).isEqualTo(expected.size());
    }

    @Test
    void nothingIsABodyOfLengthZero() {
        BodyPublisher body = RecordsBody.of(Selection.of(List.of(batch(""))), NONE);

        assertThat(body.contentLength()).isZero();
        assertThat(read(body, 1)).isEmpty();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static RecordBatch batch(String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(0);
        for (String record : records) {
            builder.add(record.getBytes(UTF_8), 0, record.length());
        }
        return builder.build();
    }

    /** Asks for so many pieces at a time, from within the call that brings the one before. */
    private static byte[] read(BodyPublisher body, long demand) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        boolean[] complete = new boolean[1];
        body.subscribe(new Flow.Subscriber<>() {
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                given.request(demand);
            }

            @Override
            public void onNext(ByteBuffer piece) {
                byte[] bytes = new byte[piece.remaining()];
                piece.get(bytes);
                all.writeBytes(bytes);
                subscription.request(demand);
            }

            @Override
            public void onError(Throwable error) {
                throw new AssertionError(error);
            }

            @Override
            public void onComplete() {
                assertThat(complete[0]).isFalse();
                complete[0] = true;
            }
        });
        assertThat(complete[0]).isTrue();
        return all.toByteArray();
    }
}
