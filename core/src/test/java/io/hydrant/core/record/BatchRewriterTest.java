package io.hydrant.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchRewriterTest {
    private final BatchRewriter rewriter = new BatchRewriter();

    @Test
    void aBatchWhoseRecordsAreAllKeptIsTheSameBatch() {
        RecordBatch batch = entry("a", "b");
        rewriter.begin(batch);
        rewriter.keep(0);
        rewriter.keep(1);

        assertThat(rewriter.finish()).isSameAs(batch);
    }

    @Test
    void recordsAreKeptReplacedAndDroppedInTheirOrder() {
        RecordBatch rewritten = rewrite(entry("a", "b", "c", "d"));

        assertThat(texts(rewritten)).containsExactly("a", "B", "d");
        assertThat(positions(rewritten)).containsExactly("3/77/0.0", "3/77/1.0", "3/77/3.0");
        assertThat(originals(rewritten)).containsExactly("a", "b", "d");
        assertThat(rewritten.arrivalMillis(2)).isEqualTo(50);
    }

    @Test
    void whatARecordWasMadeOfIsKnownAfterSeveralSteps() {
        RecordBatch first = rewrite(entry("a", "b", "c", "d"));

        rewriter.begin(first);
        add(1, "BB");
        add(1, "BBB");
        rewriter.keep(2);
        RecordBatch second = rewriter.finish();

        assertThat(texts(second)).containsExactly("BB", "BBB", "d");
        assertThat(originals(second)).containsExactly("b", "b", "d");
        assertThat(positions(second)).containsExactly("3/77/1.1", "3/77/1.2", "3/77/3.0");
        FailedRecord failed = FailedRecord.of(second, 1, "type", "code", "message", 1, 60, "");
        assertThat(new String(failed.rawData(), UTF_8)).isEqualTo("b");
        assertThat(failed.arrivalMillis()).isEqualTo(50);
    }

    @Test
    void recordsTakenOutOfOthersAreTheirOwnOriginals() {
        rewriter.begin(RecordBatch.ofMessage(1, 9, 50, "a,b".getBytes(UTF_8), "m".getBytes(UTF_8)));
        add(0, "a");
        add(0, "b");
        RecordBatch taken = rewriter.finishAsOriginals();

        assertThat(originals(taken)).containsExactly("a", "b");
        assertThat(positions(taken)).containsExactly("1/9/0.1", "1/9/0.2");
        assertThat(metadata(taken)).containsExactly("m", "m");
    }

    @Test
    void metadataAloneMakesNoRecordAnother() {
        rewriter.begin(entry("a", "b"));
        rewriter.keep(0);
        rewriter.metadata("x".getBytes(UTF_8), 0, 1);
        rewriter.keep(1);
        RecordBatch rewritten = rewriter.finish();

        assertThat(rewritten.hasOriginals()).isFalse();
        assertThat(texts(rewritten)).containsExactly("a", "b");
        assertThat(metadata(rewritten)).containsExactly("x", "");
    }

    @Test
    void nothingMayBeLeft() {
        rewriter.begin(entry("a", "b"));

        assertThat(rewriter.finish().size()).isZero();
    }

    @Test
    void originalsGoWithTheSerializedForm() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rewrite(entry("a", "b", "c", "d")).write(new DataOutputStream(out));

        RecordBatch read = RecordBatch.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));

        assertThat(texts(read)).containsExactly("a", "B", "d");
        assertThat(originals(read)).containsExactly("a", "b", "d");
        assertThat(read.withoutOriginals().hasOriginals()).isFalse();
    }

    @Test
    void batchesPutTogetherKeepTheirOriginals() {
        RecordBatch changed = rewrite(entry("a", "b", "c", "d"));
        RecordBatchBuilder builder = new RecordBatchBuilder(0);

        RecordBatch all =
                builder.addAll(entry("x")).addAll(changed).addAll(entry("y")).build();
        RecordBatch some = builder.add(entry("x"), 0)
                .add(changed, 1)
                .add(changed, 2)
                .add(entry("y"), 0)
                .build();

        assertThat(texts(all)).containsExactly("x", "a", "B", "d", "y");
        assertThat(originals(all)).containsExactly("x", "a", "b", "d", "y");
        assertThat(texts(some)).containsExactly("x", "B", "d", "y");
        assertThat(originals(some)).containsExactly("x", "b", "d", "y");
        assertThat(builder.addAll(entry("z")).build().hasOriginals()).isFalse();
    }

    /** Whatever the two steps do that can take records apart, no two records ever have the same position and part. */
    @Test
    void positionsStayUniqueAndTrue() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            RecordBatch batch = random.nextBoolean() ? entry("a", "b", "c") : messages(5);
            for (int step = 0; step < 2 && batch.size() > 0; step++) {
                batch = randomStep(batch, random);
            }
            Set<String> seen = new HashSet<>(positions(batch));
            assertThat(seen).hasSize(batch.size());
            RecordBatchBuilder builder = new RecordBatchBuilder(0);
            for (int i = 0; i < batch.size(); i++) {
                builder.add(batch, i);
            }
            RecordBatch copy = builder.build();
            assertThat(positions(copy)).isEqualTo(positions(batch));
            assertThat(originals(copy)).isEqualTo(originals(batch));
        }
    }

    private RecordBatch randomStep(RecordBatch batch, Random random) {
        rewriter.begin(batch);
        for (int i = 0; i < batch.size(); i++) {
            switch (random.nextInt(4)) {
                case 0 -> rewriter.keep(i);
                case 1 -> add(i, "x");
                case 2 -> {
                    add(i, "y");
                    add(i, "z");
                }
                default -> {}
            }
        }
        return random.nextInt(3) == 0 ? rewriter.finishAsOriginals() : rewriter.finish();
    }

    private RecordBatch rewrite(RecordBatch abcd) {
        rewriter.begin(abcd);
        rewriter.keep(0);
        add(1, "B");
        rewriter.keep(3);
        return rewriter.finish();
    }

    private void add(int i, String text) {
        rewriter.add(i, text.getBytes(UTF_8), 0, text.length());
    }

    private static RecordBatch entry(String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(50);
        for (String record : records) {
            builder.add(record.getBytes(UTF_8), 0, record.length());
        }
        return builder.build().placeAt(3, 77);
    }

    private static RecordBatch messages(int count) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0);
        for (int i = 0; i < count; i++) {
            builder.addMessage(0, i, 50, new byte[] {(byte) i});
        }
        return builder.build();
    }

    private static List<String> texts(RecordBatch batch) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            texts.add(text(batch, batch.start(i), batch.end(i)));
        }
        return texts;
    }

    private static List<String> metadata(RecordBatch batch) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            texts.add(text(batch, batch.metadataStart(i), batch.metadataEnd(i)));
        }
        return texts;
    }

    private static List<String> originals(RecordBatch batch) {
        RecordBatch originals = batch.originals();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            int original = batch.originalOf(i);
            texts.add(text(originals, originals.start(original), originals.end(original)));
        }
        return texts;
    }

    private static List<String> positions(RecordBatch batch) {
        List<String> positions = new ArrayList<>();
        RecordCursor cursor = new RecordCursor(batch);
        for (int i = 0; i < batch.size(); i++) {
            cursor.moveTo(i);
            positions.add(cursor.partition() + "/" + cursor.offset() + "/" + cursor.index() + "." + cursor.part());
        }
        return positions;
    }

    private static String text(RecordBatch batch, int from, int to) {
        return new String(batch.bytes(), from, to - from, UTF_8);
    }
}
