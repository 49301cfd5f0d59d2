package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    private static final String ACTION = "{\"delete\":{\"_index\":\"secrets\",\"_id\":\"1\"}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                "{}",
                "{\"name\":\"Grüße, 世界 \uD83D\uDE80\"}",
                "{\"text\":\"two\\nlines\"}",
                "{\"a\": [1, 2, {\"b\": null}]}"
            })
    void oneLineIsTakenAsItIs(String json) {
        assertThat(copy(json.getBytes(UTF_8))).isEqualTo(json);
        assertThat(copy((" \r\n\t" + json + "\r\n").getBytes(UTF_8))).isEqualTo(json);
    }

    @Test
    void linesBecomeOne() throws JsonProcessingException {
        String pretty = "{\r\n\t\"a\": 1,\n\t\"b\": [\n\t\t\"x\\ny\"\n\t]\n}\n";

        String copy = copy(pretty.getBytes(UTF_8));

        assertThat(copy).doesNotContain("\n", "\r");
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(copy)).isEqualTo(mapper.readTree(pretty));
    }

    /** The server says of these what is wrong with them; they are one line, which is all that matters here. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":}", "{} {}", "{not json}", "{\"a\":1}{\"b\":2}"})
    void oneLineOfAsciiNeedNotBeJson(String line) {
        assertThat(copy(line.getBytes(UTF_8))).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[1]",
                "\"text\"",
                "42",
                "{\"a\":1",
                "x{}",
                "{}x",
                "{\"a\":1}\n" + ACTION,
                "{\"a\":1}\n" + ACTION + "\n{}",
                "{\"a\":1}\r" + ACTION,
                "{\"a\":\"two\nlines\"}",
                "{\"a\":\"bell \u0007\"}",
                "{\"a\":\u00a01}",
                "\uFEFF{\"a\":1}"
            })
    void whatIsNoObjectOrHoldsAnotherLineIsNoDocument(String record) {
        assertThat(copy(record.getBytes(UTF_8))).isNull();
    }

    @Test
    void otherEncodingsAreNoDocuments() {
        assertThat(copy("{\"a\":\"b\"}".getBytes(UTF_16LE))).isNull();
        assertThat(copy(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'})).isNull();
        assertThat(copy(new byte[] {'{', '"', 'a', '"', ':', '1', 0, '}'})).isNull();
    }

    /** Whatever is in a record: its line is one line, and no byte behind it is touched. */
    @Test
    void aLineIsNeverMoreThanOne() {
        Random random = new Random(6);
        byte[] alphabet = "{}[]\":,a1\\\n\r\t \0\u00e4".getBytes(UTF_8);
        int documents = 0;
        for (int n = 0; n < 200_000; n++) {
            byte[] record = new byte[2 + random.nextInt(20)];
            for (int i = 0; i < record.length; i++) {
                record[i] = alphabet[random.nextInt(alphabet.length)];
            }
            record[0] = '{';
            record[record.length - 1] = '}';
            String copy = copy(record);
            if (copy != null) {
                documents++;
                assertThat(copy).startsWith("{").endsWith("}").doesNotContain("\n", "\r", "\0");
            }
        }
        assertThat(documents).isPositive();
    }

    private static @Nullable String copy(byte[] record) {
        byte[] source = new byte[record.length + 6];
        Arrays.fill(source, (byte) '\n');
        System.arraycopy(record, 0, source, 3, record.length);
        byte[] target = new byte[record.length + 4];
        int end = Documents.copy(source, 3, 3 + record.length, target, 2);
        assertThat(target[record.length + 2]).isZero();
        return end == Documents.NONE ? null : new String(target, 2, end - 2, UTF_8);
    }
}
