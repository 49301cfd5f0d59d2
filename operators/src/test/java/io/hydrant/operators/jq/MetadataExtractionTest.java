package io.hydrant.operators.jq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PrefixExpression;
import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import io.hydrant.operators.CollectedFailures;
import io.hydrant.operators.MetricsByName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetadataExtractionTest {
    private static final String FAILED = "metadata-extraction-failed DynamicPartitioning.MetadataExtractionFailed ";

    private final CollectedFailures failures = new CollectedFailures();
    private final MetricsByName metrics = new MetricsByName();

    private static PartitionKeys keys(String prefix) {
        return PartitionKeys.of(PrefixExpression.parse(prefix));
    }

    private List<List<String>> values(String query, PartitionKeys keys, RecordBatch batch) {
        MetadataExtraction processor = new MetadataExtraction(query, keys);
        processor.open(metrics);
        RecordBatch result = processor.process(batch, failures);
        List<List<String>> values = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
            values.add(Arrays.asList(keys.decode(result.bytes(), result.metadataStart(i), result.metadataEnd(i))));
        }
        processor.close();
        return values;
    }

    @Test
    void givesEachRecordItsKeysAndLeavesItAsItIs() {
        PartitionKeys keys = keys("!{partitionKeyFromQuery:b}/!{partitionKeyFromQuery:a}/");
        RecordBatch batch = Batches.of("{\"x\":\"1\",\"y\":{\"z\":2}}", " {\"x\":true,\"y\":{\"z\":\"\u00e9\"}} ");
        assertThat(values("{a:.x,b:.y.z}", keys, batch)).containsExactly(List.of("2", "1"), List.of("\u00e9", "true"));
        assertThat(failures.records()).isEmpty();
        assertThat((Double) metrics.value("JQProcessing.Duration")).isPositive();
    }

    @Test
    void keepsWhatALambdaFunctionFound() {
        PartitionKeys keys =
                keys("!{partitionKeyFromLambda:l}/!{partitionKeyFromQuery:q}/!{partitionKeyFromLambda:m}/");
        BatchRewriter lambda = new BatchRewriter();
        lambda.begin(Batches.of("{\"x\":1}", "{\"x\":2}"));
        lambda.keep(0);
        byte[] known = keys.encode(new String[] {"fromLambda", null, null});
        lambda.metadata(known, 0, known.length);
        lambda.keep(1);
        assertThat(values("{q:.x}", keys, lambda.finish()))
                .containsExactly(Arrays.asList("fromLambda", "1", null), Arrays.asList(null, "2", null));
    }

    @Test
    void doesNotTakeWhatASourceSaysForKeys() {
        PartitionKeys keys = keys("!{partitionKeyFromQuery:q}/");
        BatchRewriter source = new BatchRewriter();
        source.begin(Batches.of("{\"x\":1}"));
        source.keep(0);
        source.metadata("anything".getBytes(UTF_8), 0, 8);
        assertThat(values("{q:.x}", keys, source.finish())).containsExactly(List.of("1"));
    }

    @Test
    void leavesKeysOpenThatTheQueryDoesNotGive() {
        PartitionKeys keys = keys("!{partitionKeyFromQuery:a}/!{partitionKeyFromQuery:b}/");
        assertThat(values("{(.k):1}", keys, Batches.of("{\"k\":\"b\"}", "{\"k\":\"c\"}")))
                .containsExactly(Arrays.asList(null, "1"), Arrays.asList(null, null));
        assertThat(values("{a:.k}", keys, Batches.of("{\"k\":\"b\"}"))).containsExactly(Arrays.asList("b", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "{a:.x};text;Non JSON record provided",
                "{a:.x};{\"x\":1}{\"x\":2};Non JSON record provided",
                "{a:.x};{\"x\":1,};Non JSON record provided",
                "{a:.x};{\"x\":1;Non JSON record provided",
                "{a:.x};{\"y\":1};partitionKeys values must not be null or empty",
                "{a:.x};{\"x\":null};partitionKeys values must not be null or empty",
                "{a:.x};{\"x\":\"\"};partitionKeys values must not be null or empty",
                "{a:.x};null;partitionKeys values must not be null or empty",
                "{a:nan};{\"x\":1};partitionKeys values must not be null or empty",
                "{a:.x,b:.y};{\"x\":1};partitionKeys values must not be null or empty",
                "{a:.x};{\"x\":[1]};partitionKeys values must be strings, numbers or booleans",
                "{a:.x};{\"x\":{}};partitionKeys values must be strings, numbers or booleans",
                "{a:.x};[1];The query failed on the record",
                "{a:.x};\"secret\";The query failed on the record",
                "{a:.x.y};{\"x\":\"secret\"};The query failed on the record",
                "{a:(.x|tonumber)};{\"x\":\"secret\"};The query failed on the record",
                "{a:(.x|error)};{\"x\":\"secret\"};The query failed on the record",
                ".x;{\"x\":\"secret\"};The query must give one object for a record",
                "empty;{\"x\":\"secret\"};The query must give one object for a record",
                "{a:(.x,1)};{\"x\":\"secret\"};The query must give one object for a record",
            })
    void failsRecordsWithoutKeys(String query, String record, String message) {
        PartitionKeys keys = keys("!{partitionKeyFromQuery:a}/");
        RecordBatch batch = Batches.of("{\"x\":5}", record, "{\"x\":6}");
        values(query, keys, batch);
        assertThat(failures.reasons()).contains(FAILED + message);
        assertThat(failures.rawData()).contains(record);
    }

    @Test
    void deliversTheNeighboursOfAFailedRecord() {
        PartitionKeys keys = keys("!{partitionKeyFromQuery:a}/");
        RecordBatch batch = Batches.of("{\"x\":5}", "text", "{\"x\":6}", "{}", "{\"x\":7}");
        assertThat(values("{a:.x}", keys, batch)).containsExactly(List.of("5"), List.of("6"), List.of("7"));
        assertThat(failures.rawData()).containsExactly("text", "{}");
    }

    @Test
    void failsAnEmptyRecord() {
        values("{a:.x}", keys("!{partitionKeyFromQuery:a}/"), Batches.of("", "  "));
        assertThat(failures.reasons())
                .containsExactly(FAILED + "Non JSON record provided", FAILED + "Non JSON record provided");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a:.x", "{a:nosuch}"})
    void refusesAQueryThatCannotWork(String query) {
        assertThatExceptionOfType(FirehoseException.class)
                .isThrownBy(() -> new MetadataExtraction(query, PartitionKeys.NONE));
    }
}
