package io.hydrant.job.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as the error output has them, and lines that it does not have. */
class FailedLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"Lambda.FunctionError", "DataFormatConversion.ParseError", "403"})
    void whatIsWrittenIsRead(String code) throws Exception {
        FailedLine line = parse(ErrorFiles.line(code, "a \"record\"\n", 7, ""));

        assertThat(line.errorCode()).isEqualTo(code);
        assertThat(line.arrivalMillis()).isEqualTo(ErrorFiles.ARRIVAL);
        assertThat(line.failedMillis()).isEqualTo(ErrorFiles.ARRIVAL + 7);
        assertThat(line.rawData()).asString().isEqualTo("a \"record\"\n");
        assertThat(line.documentId()).isNull();
    }

    @Test
    void theIdOfADocumentIsKnown() throws Exception {
        assertThat(parse(ErrorFiles.line("403", "{}", 0, "\"esDocumentId\":\"x.1.2.3\",\"esIndexName\":\"i\""))
                        .documentId())
                .isEqualTo("x.1.2.3");
        assertThat(parse(ErrorFiles.line("403", "{}", 0, "\"osDocumentId\":\"y.1.2.3\""))
                        .documentId())
                .isEqualTo("y.1.2.3");
        assertThat(parse(ErrorFiles.line("403", "{}", 0, "\"esDocumentId\":\"\""))
                        .documentId())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret|it is not JSON",
                "{\"errorCode\": \"secret|it is not JSON",
                "[1]|it is not a JSON object",
                "{\"page\": \"secret\"}|it lacks one of",
                "{\"errorCode\": 7}|errorCode is not a string",
                "{\"arrivalTimestamp\": \"secret\"}|arrivalTimestamp is not a time",
                "{\"arrivalTimestamp\": 12345678901234567890}|arrivalTimestamp is not a time",
                "{\"rawData\": \"?secret?\"}|rawData is not base64",
                "{\"a\": 1} {\"secret\": 1}|there is something behind",
            })
    void whatElseIsThereIsToldWithoutItsContents(String line, String message) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(MalformedLineException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void linesAreCountedWhateverTheirEnds() throws Exception {
        List<String> lines = new ArrayList<>();
        String text = "a".repeat(200_000) + "\nb\n\nc";
        try (ErrorLineReader reader = new ErrorLineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), 1 << 20)) {
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                lines.add(reader.number() + " " + new String(line, UTF_8));
            }
        }

        assertThat(lines).containsExactly("1 " + "a".repeat(200_000), "2 b", "3 ", "4 c");
    }

    @Test
    void aLineThatIsTooLongIsToldAndTheNextOneRead() throws Exception {
        String text = "a".repeat(200_000) + "\nb\n";
        try (ErrorLineReader reader = new ErrorLineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), 100_000)) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(MalformedLineException.class)
                    .hasMessage("it is longer than 100000 bytes");
            assertThat(reader.number()).isOne();
            assertThat(reader.next()).asString().isEqualTo("b");
            assertThat(reader.next()).isNull();
        }
    }

    private static FailedLine parse(String line) throws MalformedLineException {
        return FailedLine.parse(line.getBytes(UTF_8));
    }
}
