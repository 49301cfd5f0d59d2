package io.hydrant.operators.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests of up to 10 bytes, 2 of them envelope; a record takes the bytes that it has. */
class RequestCutterTest {
    private final List<String> tooLarge = new ArrayList<>();

    @Test
    void aBufferThatFitsIsOneRequest() {
        assertThat(cut(Batches.of("aaa", "bb"), Batches.of("ccc"))).containsExactly(List.of("aaa", "bb", "ccc"));
    }

    @Test
    void othersAreCutBetweenRecords() {
        assertThat(cut(Batches.of("aaaa", "bbbbb", "c"), Batches.of("dd", "e", "ffffffff")))
                .containsExactly(List.of("aaaa"), List.of("bbbbb", "c", "dd"), List.of("e"), List.of("ffffffff"));
        assertThat(tooLarge).isEmpty();
    }

    @Test
    void aRecordThatFitsNoRequestIsInNone() {
        assertThat(cut(Batches.of("a", "xxxxxxxxx", "b"), Batches.of("yyyyyyyyyy"), Batches.of("c")))
                .containsExactly(List.of("a", "b", "c"));
        assertThat(tooLarge).containsExactly("xxxxxxxxx", "yyyyyyyyyy");
    }

    @Test
    void nothingIsNoRequest() {
        assertThat(cut(Batches.of("xxxxxxxxxxx"))).isEmpty();
        assertThat(cut(Batches.of())).isEmpty();
    }

    private List<List<String>> cut(RecordBatch... batches) {
        List<List<String>> requests = new ArrayList<>();
        for (RequestRecords request : RequestCutter.cut(
                new Buffer(List.of(batches)),
                new TenBytes(),
                (batch, i) -> tooLarge.add(Batches.records(batch).get(i)))) {
            List<String> records = new ArrayList<>();
            for (RequestRecords.Run run : request.runs()) {
                assertThat(run.firstIndex()).isEqualTo(records.size());
                records.addAll(Batches.records(run.batch()).subList(run.from(), run.to()));
            }
            assertThat(request.size()).isEqualTo(records.size());
            requests.add(records);
        }
        return requests;
    }

    private static final class TenBytes implements Target {
        @Override
        public long maxRequestLength() {
            return 10;
        }

        @Override
        public long envelopeLength() {
            return 2;
        }

        @Override
        public long recordLength(RecordBatch batch, int i) {
            return batch.end(i) - batch.start(i);
        }

        @Override
        public Invocation prepare(RequestRecords records) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
