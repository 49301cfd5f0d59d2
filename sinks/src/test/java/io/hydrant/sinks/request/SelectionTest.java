package io.hydrant.sinks.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Selection ALL = Selection.of(List.of(batch("a", "bb", ""), batch("ccc", "d")));

    @Test
    void hasAllRecordsInTheirOrder() throws IOException {
        assertThat(records(ALL)).containsExactly("a", "bb", "", "ccc", "d");
        assertThat(pieces(ALL)).containsExactly("abb", "cccd");
        assertThat(ALL.size()).isEqualTo(5);
        assertThat(ALL.payloadLength()).isEqualTo(7);
    }

    @Test
    void keepsSomeOfThemAndSomeOfThose() throws IOException {
        Selection some = ALL.where(number -> number != 1);
        Selection fewer = some.where(number -> number > 0);

        assertThat(records(some)).containsExactly("a", "", "ccc", "d");
        assertThat(records(fewer)).containsExactly("", "ccc", "d");
        assertThat(pieces(fewer)).containsExactly("", "ccc", "d");
        assertThat(fewer.size()).isEqualTo(3);
        assertThat(fewer.payloadLength()).isEqualTo(4);
        assertThat(ALL.where(number -> false).size()).isZero();
    }

    @Test
    void isWalkedOneByOne() {
        assertThat(walked(ALL)).containsExactly("a", "bb", "", "ccc", "d");
        assertThat(walked(ALL.where(number -> number > 2))).containsExactly("ccc", "d");
        assertThat(walked(ALL.where(number -> number < 2))).containsExactly("a", "bb");
        assertThat(walked(Selection.NONE)).isEmpty();
    }

    private static List<String> walked(Selection selection) {
        List<String> records = new ArrayList<>();
        for (Selection.Cursor record = selection.cursor(); record.next(); ) {
            records.add(
                    new String(record.batch().bytes(), record.batch().start(record.index()), record.length(), UTF_8));
        }
        return records;
    }

    @Test
    void knowsWhetherOneIsLonger() {
        assertThat(ALL.isAnyLongerThan(2)).isTrue();
        assertThat(ALL.isAnyLongerThan(3)).isFalse();
        assertThat(ALL.where(number -> number != 3).isAnyLongerThan(2)).isFalse();
    }

    @Test
    void isCutByNumber() throws IOException {
        assertThat(parts(ALL.cut(2, Long.MAX_VALUE, 0)))
                .containsExactly(List.of("a", "bb"), List.of("", "ccc"), List.of("d"));
        assertThat(ALL.cut(5, Long.MAX_VALUE, 0)).containsExactly(ALL);
    }

    @Test
    void isCutByLengthWithWhatEachRecordTakesBesideItsOwn() throws IOException {
        assertThat(parts(ALL.cut(100, 3, 0))).containsExactly(List.of("a", "bb", ""), List.of("ccc"), List.of("d"));
        assertThat(parts(ALL.cut(100, 5, 1))).containsExactly(List.of("a", "bb"), List.of("", "ccc"), List.of("d"));
    }

    @Test
    void leavesARecordAloneThatIsTooLongForAnyPart() throws IOException {
        assertThat(parts(ALL.cut(100, 2, 0)))
                .containsExactly(List.of("a"), List.of("bb", ""), List.of("ccc"), List.of("d"));
    }

    static RecordBatch batch(String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(1_000);
        for (String record : records) {
            byte[] bytes = record.getBytes(UTF_8);
            builder.add(bytes, 0, bytes.length);
        }
        return builder.build();
    }

    private static List<List<String>> parts(List<Selection> parts) throws IOException {
        List<List<String>> records = new ArrayList<>();
        for (Selection part : parts) {
            records.add(records(part));
        }
        return records;
    }

    private static List<String> records(Selection selection) throws IOException {
        List<String> records = new ArrayList<>();
        selection.forEach((batch, i) ->
                records.add(new String(batch.bytes(), batch.start(i), batch.end(i) - batch.start(i), UTF_8)));
        return records;
    }

    private static List<String> pieces(Selection selection) throws IOException {
        List<String> pieces = new ArrayList<>();
        selection.forEachPiece((bytes, offset, length) -> pieces.add(new String(bytes, offset, length, UTF_8)));
        return pieces;
    }
}
