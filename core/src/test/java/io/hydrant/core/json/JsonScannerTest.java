package io.hydrant.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner against Jackson: whatever it takes for JSON, Jackson reads. */
final class JsonScannerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PIECES = "{}[]:,\"\\ \n0123456789-+.eEu/bfnrtals\u00e9\u20ac\ud83d\ude00\u0001";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "false",
                "0",
                "-0",
                "-1.5e+10",
                "1E5",
                "\"\"",
                "\"a\\u00e9\\n\\\"\"",
                "{ \"a\" : [ 1 , {} ] , \"b\" : null }",
                "\"sixteen letters and \u00e9 more\"",
                "\"\ud83d\ude00\""
            })
    void findsTheEndOfAValue(String json) {
        byte[] bytes = (json + " x").getBytes(UTF_8);
        assertThat(JsonScanner.skipValue(bytes, 0, bytes.length)).isEqualTo(bytes.length - 2);
        assertThat(JsonScanner.skipValue(bytes, 0, bytes.length - 2)).isEqualTo(bytes.length - 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "[1 2]",
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "-",
                "nul",
                "tru",
                "fals",
                "\"",
                "\"\\",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12",
                "\"a\nb\"",
                "NaN",
                "'a'",
                "{\"a\":1]",
                "\u00e9"
            })
    void knowsWhatIsNoValue(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        assertThat(JsonScanner.skipValue(bytes, 0, bytes.length)).isEqualTo(JsonScanner.INVALID);
    }

    @Test
    void takesNoInvalidUtf8() {
        int[][] invalid = {
            {0x80},
            {0xc0, 0x80},
            {0xc3},
            {0xc3, 0x28},
            {0xe0, 0x80, 0x80},
            {0xed, 0xa0, 0x80},
            {0xe2, 0x82},
            {0xf0, 0x80, 0x80, 0x80},
            {0xf4, 0x90, 0x80, 0x80},
            {0xf5, 0x80, 0x80, 0x80},
            {0xff}
        };
        for (int[] sequence : invalid) {
            byte[] json = new byte[sequence.length + 2];
            json[0] = '"';
            json[json.length - 1] = '"';
            for (int i = 0; i < sequence.length; i++) {
                json[i + 1] = (byte) sequence[i];
            }
            assertThat(JsonScanner.skipValue(json, 0, json.length)).isEqualTo(JsonScanner.INVALID);
        }
    }

    @Test
    void keepsWithinJacksonsLimits() {
        assertThat(scan("[".repeat(1000) + "]".repeat(1000))).isPositive();
        assertThat(scan("[".repeat(1001) + "]".repeat(1001))).isEqualTo(JsonScanner.INVALID);
        assertThat(scan("1".repeat(1000))).isPositive();
        assertThat(scan("1".repeat(1001))).isEqualTo(JsonScanner.INVALID);
        assertThat(scan("{\"" + "a".repeat(50_001) + "\":1}")).isEqualTo(JsonScanner.INVALID);
        assertThat(scan("\"" + "a".repeat(20_000_001) + "\"")).isEqualTo(JsonScanner.INVALID);
    }

    @Test
    void takesExactlyWhatJacksonTakes() {
        Random random = new Random(7);
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "" : "{\"a\":[1,\"b\",{\"c\":nul");
            int length = 1 + random.nextInt(8);
            for (int j = 0; j < length; j++) {
                int at = random.nextInt(PIECES.length());
                text.append(PIECES, at, Math.min(PIECES.length(), at + 1 + random.nextInt(2)));
            }
            if (text.length() > 10 && random.nextBoolean()) {
                text.append("}]}");
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            boolean scanned = JsonScanner.skipValue(bytes, 0, bytes.length) == bytes.length;
            // White space around a value and UTF-16 are Jackson's to take; there the scanner need not follow.
            if (scanned || (bytes[0] > ' ' && bytes[bytes.length - 1] > ' ')) {
                assertThat(scanned).as(text.toString()).isEqualTo(jacksonTakes(bytes));
            }
            valid += scanned ? 1 : 0;
        }
        assertThat(valid).isGreaterThan(2000);
    }

    @Test
    void decodesStringsAsJacksonDoes() throws IOException {
        Random random = new Random(11);
        String[] pieces = {
            "a",
            "\\n",
            "\\\"",
            "\\\\",
            "\\/",
            "\\b\\f\\r\\t",
            "\\u0041",
            "\\u00e9",
            "\\u20AC",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\ude00",
            "\u00e9",
            "\ud83d\ude00",
            "\\u0000"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("\"");
            for (int j = random.nextInt(6); j > 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] json = text.append('"').toString().getBytes(UTF_8);
            String expected = new String(JSON.readTree(json).asText().getBytes(UTF_8), UTF_8);
            assertThat(JsonString.text(json, 1, json.length - 1)).isEqualTo(expected);
        }
    }

    private static int scan(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return JsonScanner.skipValue(bytes, 0, bytes.length);
    }

    private static boolean jacksonTakes(byte[] json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            JSON.readTree(parser);
            return parser.nextToken() == null && parser.currentLocation().getByteOffset() >= json.length;
        } catch (IOException e) {
            return false;
        }
    }
}
