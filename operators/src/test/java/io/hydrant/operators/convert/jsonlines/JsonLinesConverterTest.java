package io.hydrant.operators.convert.jsonlines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.operators.convert.rows.ConversionFailure;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesConverterTest {
    private final JsonLinesConverter converter = new JsonLinesConverter();

    @Test
    void eachDocumentBecomesALine() {
        convert("{\"a\":1}");
        convert(" {\"a\":2}{\"a\":3}\n\t{\"a\": \"4}\"} ");

        assertThat(contents()).isEqualTo("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"a\": \"4}\"}\n");
    }

    @Test
    void lineEndsWithinADocumentAreLeftOut() {
        convert("{\r\n  \"a\": \"x\\ny\",\n  \"é\": [\n1]\n}\n");

        assertThat(contents()).isEqualTo("{  \"a\": \"x\\ny\",  \"é\": [1]}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1", "[1]", "1", "{\"a\":1}x", "{\"a\":1},{\"a\":2}", "\u0000", "{\"a\":01}"})
    void whatIsNoJsonObjectFailsWhole(String record) {
        assertThat(failure(record)).isEqualTo(ConversionFailure.NO_JSON);
        assertThat(failure("{\"a\":1}" + record)).isEqualTo(ConversionFailure.NO_JSON);

        assertThat(contents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n"})
    void nothingFails(String record) {
        assertThat(failure(record)).isEqualTo(ConversionFailure.EMPTY);
    }

    @Test
    void aRecordMayHaveMoreDocumentsThanAnyOtherBefore() {
        convert("{}".repeat(10_000));

        assertThat(contents()).isEqualTo("{}\n".repeat(10_000));
    }

    private void convert(String record) {
        assertThat(failure(record)).isNull();
    }

    private @Nullable ConversionFailure failure(String record) {
        byte[] bytes = ("x" + record + "x").getBytes(UTF_8);
        return converter.convert(bytes, 1, bytes.length - 1);
    }

    private String contents() {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        for (byte[] piece : converter.finish()) {
            contents.write(piece, 0, piece.length);
        }
        return contents.toString(UTF_8);
    }
}
