package io.hydrant.operators.deaggregate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import io.hydrant.operators.CollectedFailures;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeAggregateTest {
    private static final String NOT_JSON =
            "metadata-extraction-failed" + " DynamicPartitioning.MetadataExtractionFailed Non JSON record provided";

    private final CollectedFailures failures = new CollectedFailures();

    private List<String> json(String... records) {
        return Batches.records(new DeAggregate(null).process(Batches.of(records), failures));
    }

    private List<String> delimited(String delimiter, String... records) {
        return Batches.records(new DeAggregate(delimiter.getBytes(UTF_8)).process(Batches.of(records), failures));
    }

    @Test
    void takesConcatenatedObjectsApart() {
        assertThat(json("{\"a\":1}{\"a\":2}", "{\"b\":\"}{\"}"))
                .containsExactly("{\"a\":1}", "{\"a\":2}", "{\"b\":\"}{\"}");
        assertThat(failures.records()).isEmpty();
    }

    @Test
    void takesLinesApartAndLosesTheNewlines() {
        assertThat(json("{\"a\":1}\n{\"a\" : [2, {}]}\r\n", " {\"b\":null} "))
                .containsExactly("{\"a\":1}", "{\"a\" : [2, {}]}", "{\"b\":null}");
    }

    @Test
    void leavesSingleObjectsWhereTheyAre() {
        RecordBatch batch = Batches.of("{\"a\":1}", "{\"b\":2}");
        assertThat(new DeAggregate(null).process(batch, failures)).isSameAs(batch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"a\":1}, {\"a\":2}]",
                "text",
                "{\"a\":1}{\"a\":",
                "{\"a\":1},{\"a\":2}",
                "{\"a\":1}text",
                "{'a':1}",
                "",
                "\n",
                "1",
                "{\"a\":1}null"
            })
    void failsWhatIsNotObjectsAsAWhole(String record) {
        assertThat(json("{\"good\":1}", record, "{\"good\":2}{\"good\":3}"))
                .containsExactly("{\"good\":1}", "{\"good\":2}", "{\"good\":3}");
        assertThat(failures.reasons()).containsExactly(NOT_JSON);
        assertThat(failures.rawData()).containsExactly(record);
    }

    @Test
    void letsRecordsOfMoreThan500ObjectsPassWhole() {
        String most = "{}".repeat(500);
        String tooMany = "{}".repeat(501) + "whatever";
        assertThat(json(most, tooMany, "{}{}")).hasSize(503).contains(tooMany);
        assertThat(failures.records()).isEmpty();
    }

    @Test
    void takesDelimitedPiecesApart() {
        assertThat(delimited("####", "a####b", "c", "####d########e####", "f###g"))
                .containsExactly("a", "b", "c", "d", "e", "f###g");
        assertThat(delimited("\n", "x\ny\n")).containsExactly("x", "y");
        assertThat(failures.records()).isEmpty();
    }

    @Test
    void keepsRecordsOfNothingButDelimiters() {
        assertThat(delimited("##", "", "####", "a##b")).containsExactly("", "####", "a", "b");
    }

    @Test
    void letsRecordsOfMoreThan500PiecesPassWhole() {
        String tooMany = String.join(
                ",", IntStream.range(0, 501).mapToObj(Integer::toString).toList());
        String most = String.join(
                ",", IntStream.range(0, 500).mapToObj(Integer::toString).toList());
        assertThat(delimited(",", tooMany, most + ",")).hasSize(501).startsWith(tooMany, "0", "1");
    }

    @Test
    void makesPiecesTheirOwnOriginals() {
        RecordBatch result = new DeAggregate(null).process(Batches.of("{\"a\":1}{\"a\":2}"), failures);
        assertThat(Batches.records(result.originals())).containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(result.originalOf(1)).isEqualTo(1);
        assertThat(result.arrivalMillis(1)).isZero();
    }

    @Test
    void writesWhatCameFromTheSourceWhereARecordFails() {
        BatchRewriter decompressed = new BatchRewriter();
        decompressed.begin(Batches.of("compressed"));
        byte[] text = "no objects".getBytes(UTF_8);
        decompressed.add(0, text, 0, text.length);
        assertThat(new DeAggregate(null)
                        .process(decompressed.finish(), failures)
                        .size())
                .isZero();
        assertThat(failures.rawData()).containsExactly("compressed");
    }
}
