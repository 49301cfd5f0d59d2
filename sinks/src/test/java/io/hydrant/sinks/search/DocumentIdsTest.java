package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.core.record.RecordCursor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentIdsTest {
    private static final byte[] DATA = "{}".getBytes(UTF_8);

    private final DocumentIds ids = new DocumentIds(DocumentIds.stream("arn:stream/a"));

    @Test
    void sayWhereARecordStoodInTheLog() {
        RecordBatchBuilder builder = new RecordBatchBuilder(64);
        builder.beginRun(3, 0x1a2bL, 30, 0).add(DATA, 0, 2).add(DATA, 0, 2).add(DATA, 0, 2);

        assertThat(all(builder.build()))
                .extracting(id -> id.substring(11))
                .containsExactly(".3.1a2b.1e", ".3.1a2b.1f", ".3.1a2b.20");
    }

    @Test
    void sayWhereAMessageStoodInATopic() {
        RecordBatchBuilder builder = new RecordBatchBuilder(64);
        builder.addMessage(0, Long.MAX_VALUE - 1, 0, DATA).addMessage(0, Long.MAX_VALUE, 0, DATA);

        assertThat(all(builder.build()))
                .extracting(id -> id.substring(11))
                .containsExactly(".0.7ffffffffffffffe.0", ".0.7fffffffffffffff.0");
    }

    /** All records of a Kinesis stream have the same offset, which says nothing. */
    @Test
    void sayWhereARecordStoodInAShardAlsoBehindAFunction() {
        RecordBatch batch = kinesis("49545115243490985018280067714973144582180062593244200961", 7);

        assertThat(all(batch))
                .extracting(id -> id.substring(11))
                .containsExactly(".5.49545115243490985018280067714973144582180062593244200961.7");
        assertThat(all(transformed(batch))).isEqualTo(all(batch));
    }

    @Test
    void differBetweenThePartsOfARecord() {
        RecordBatch batch =
                new RecordBatchBuilder(64).beginRun(1, 2, 0, 0).add(DATA, 0, 2).build();
        BatchRewriter rewriter = new BatchRewriter();
        rewriter.begin(batch);
        rewriter.add(0, DATA, 0, 2);
        rewriter.add(0, DATA, 0, 2);

        List<String> parts = all(rewriter.finish());
        parts.addAll(all(batch));
        assertThat(new HashSet<>(parts)).hasSize(3);
    }

    @Test
    void areTheSameAfterARestart() throws IOException {
        RecordBatch batch = transformed(kinesis("4954", 0));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        batch.write(new DataOutputStream(bytes));
        RecordBatch restored = RecordBatch.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(all(restored)).isEqualTo(all(batch));
    }

    @Test
    void ofOtherStreamsAreOthers() {
        RecordBatch batch = kinesis("4954", 0);
        DocumentIds others = new DocumentIds(DocumentIds.stream("arn:stream/b"));
        others.moveTo(batch, 0, new RecordCursor(batch).moveTo(0));

        assertThat(others.text()).isNotEqualTo(all(batch).get(0));
        assertThat(others.text()).matches("[0-9A-Za-z_-]{11}\\.5\\.4954\\.0");
    }

    private List<String> all(RecordBatch batch) {
        List<String> all = new ArrayList<>();
        RecordCursor cursor = new RecordCursor(batch);
        for (int i = 0; i < batch.size(); i++) {
            ids.moveTo(batch, i, cursor.moveTo(i));
            all.add(ids.text());
        }
        return all;
    }

    private static RecordBatch kinesis(String sequenceNumber, long subsequenceNumber) {
        byte[] metadata =
                new KinesisMetadata("shardId-000000000005", "key", sequenceNumber, subsequenceNumber).encode();
        return RecordBatch.ofMessage(5, 0, 0, DATA, metadata);
    }

    /** As Lambda does it. */
    private static RecordBatch transformed(RecordBatch batch) {
        BatchRewriter rewriter = new BatchRewriter();
        rewriter.begin(batch);
        rewriter.add(0, DATA, 0, 2);
        return rewriter.finish().withoutOriginals();
    }
}
