package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.SearchDestination;
import io.hydrant.core.definition.SearchDestination.IndexRotation;
import io.hydrant.core.definition.SearchDestination.Service;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.sinks.request.Answer;
import io.hydrant.sinks.request.Selection;
import io.hydrant.sinks.request.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkRequestTest {
    private static final byte[] STREAM = "clicks".getBytes(UTF_8);
    private static final long NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z").toEpochMilli();

    @Test
    void saysOfEachDocumentWhereItBelongs() {
        Selection records = Selection.of(
                List.of(batch(7, NEW_YEAR - 1, "{\"n\":1}\n", "{\"n\":2}\n"), batch(8, NEW_YEAR, " {\"n\":\n3} ")));

        assertThat(body(destination(IndexRotation.OneMonth, "", true), records)).isEqualTo("""
                        {"index":{"_index":"pages-2026-12","_id":"clicks.0.7.0"}}
                        {"n":1}
                        {"index":{"_index":"pages-2026-12","_id":"clicks.0.7.1"}}
                        {"n":2}
                        {"index":{"_index":"pages-2027-01","_id":"clicks.0.8.0"}}
                        {"n": 3}
                        """);
    }

    @Test
    void leavesIdsToTheServer() {
        Selection records = Selection.of(List.of(batch(7, NEW_YEAR, "{}", "{}")));

        assertThat(body(destination(IndexRotation.NoRotation, "", false), records))
                .isEqualTo("""
                        {"index":{"_index":"pages"}}
                        {}
                        {"index":{"_index":"pages"}}
                        {}
                        """);
    }

    @Test
    void namesATypeForOldServers() {
        Selection records = Selection.of(List.of(batch(7, NEW_YEAR, "{}")));

        assertThat(body(destination(IndexRotation.NoRotation, "a \"view\"", true), records))
                .isEqualTo("""
                        {"index":{"_index":"pages","_type":"a \\"view\\"","_id":"clicks.0.7.0"}}
                        {}
                        """);
    }

    @Test
    void holdsWhatWasSelectedOnly() {
        Selection records = Selection.of(List.of(batch(7, NEW_YEAR, "{}", "{\"n\":1}", "{}"), batch(9, NEW_YEAR, "{}")))
                .where(number -> number == 1 || number == 3);

        assertThat(body(destination(IndexRotation.NoRotation, "", true), records))
                .isEqualTo("""
                        {"index":{"_index":"pages","_id":"clicks.0.7.1"}}
                        {"n":1}
                        {"index":{"_index":"pages","_id":"clicks.0.9.0"}}
                        {}
                        """);
    }

    @Test
    void leavesOutWhatCannotBeADocument() {
        Selection records = Selection.of(List.of(batch(
                7,
                NEW_YEAR,
                "no document",
                "{\"n\":1}",
                "{\"n\":2}\n{\"delete\":{\"_index\":\"pages\",\"_id\":\"clicks.0.7.1\"}}",
                "{\"n\":3}",
                "")));
        SearchDestination destination = destination(IndexRotation.NoRotation, "", true);
        BulkRequest request = BulkRequest.of(destination, STREAM, records);

        assertThat(body(destination, records)).isEqualTo("""
                        {"index":{"_index":"pages","_id":"clicks.0.7.1"}}
                        {"n":1}
                        {"index":{"_index":"pages","_id":"clicks.0.7.3"}}
                        {"n":3}
                        """);
        assertThat(request.documents()).isEqualTo(2);
        Verdict again = Verdict.retry("429", "later");
        assertVerdicts(
                request.answer(new Verdict[] {Verdict.DELIVERED, again}),
                SearchVerdicts.NO_DOCUMENT,
                Verdict.DELIVERED,
                SearchVerdicts.NO_DOCUMENT,
                again,
                SearchVerdicts.NO_DOCUMENT);
        assertVerdicts(
                request.answer(again),
                SearchVerdicts.NO_DOCUMENT,
                again,
                SearchVerdicts.NO_DOCUMENT,
                again,
                SearchVerdicts.NO_DOCUMENT);
    }

    @Test
    void takesLinesOfAnyLength() {
        String[] documents = new String[2000];
        Arrays.fill(documents, "{}");
        documents[1000] = "{\"long\":\"" + "x".repeat(1_000_000) + "\"}";

        assertThat(body(
                                destination(IndexRotation.OneHour, "t".repeat(100), true),
                                Selection.of(List.of(batch(Long.MAX_VALUE, NEW_YEAR, documents))))
                        .lines())
                .hasSize(4000)
                .contains(documents[1000]);
    }

    private static void assertVerdicts(Answer answer, Verdict... expected) {
        for (int number = 0; number < expected.length; number++) {
            assertThat(answer.of(number)).as("record " + number).isEqualTo(expected[number]);
        }
    }

    private static String body(SearchDestination destination, Selection records) {
        BulkRequest request = BulkRequest.of(destination, STREAM, records);
        return new String(request.body(), 0, request.length(), UTF_8);
    }

    private static SearchDestination destination(IndexRotation rotation, String type, boolean ids) {
        return new SearchDestination(
                Service.ELASTICSEARCH,
                null,
                "http://127.0.0.1",
                "pages",
                type,
                rotation,
                ids,
                new BufferingHints(5, 300),
                Duration.ZERO);
    }

    private static RecordBatch batch(long offset, long arrivalMillis, String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(64).beginRun(0, offset, 0, arrivalMillis);
        for (String record : records) {
            byte[] bytes = record.getBytes(UTF_8);
            builder.add(bytes, 0, bytes.length);
        }
        return builder.build();
    }
}
