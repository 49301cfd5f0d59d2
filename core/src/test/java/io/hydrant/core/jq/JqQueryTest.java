package io.hydrant.core.jq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.core.model.FirehoseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries against what jq 1.6 itself made of them, and what their text says of them. */
final class JqQueryTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Document, query, and what {@code jq -c} of version 1.6 printed in UTC; ERROR where it failed. */
    static Stream<List<String>> resultsOfJq() throws IOException {
        try (InputStream table = JqQueryTest.class.getResourceAsStream("/jq/jq-1.6.tsv")) {
            String text = new String(Objects.requireNonNull(table).readAllBytes(), UTF_8);
            return text.lines().map(line -> List.of(line.split("\t", -1)));
        }
    }

    @ParameterizedTest
    @MethodSource("resultsOfJq")
    void givesWhatJqGives(List<String> row) throws Exception {
        StringBuilder printed = new StringBuilder();
        JqQuery query = JqQuery.parse(row.get(1));
        try {
            for (var result : query.apply(JSON.readTree(row.get(0)))) {
                printed.append(result.isTextual() ? result.toString() : JqQuery.text(result))
                        .append(' ');
            }
        } catch (JqException e) {
            printed.append("ERROR");
        }
        assertThat(printed.toString().strip()).isEqualTo(row.get(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{a:}",
                "{a:.x",
                "{a:nosuch}",
                "{a:(.x|strftime)}",
                "{a:.x|strftime(\"%Y\";1)}",
                "{a:$x}",
                "{a:$ENV.PATH}",
                "{a:env}",
                "{a:\"\\(nosuch)\"}",
                "{a:.x|@nosuch}",
                "{a:input}",
                "{a:debug_scope}",
                "import \"a\" as a; {a:a::f}",
            })
    void refusesWhatCannotWork(String query) {
        assertThatExceptionOfType(FirehoseException.class)
                .isThrownBy(() -> JqQuery.parse(query))
                .withMessageStartingWith("MetadataExtractionQuery is not a valid jq 1.6 expression: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a:.and, if:.then}",
                "{a: .x as $v | $v}",
                "reduce .[] as [$i,$j] (0; . + $i * $j) | {a:.}",
                ". as {a: $x, b: [$y]} | {$x,$y}",
                ". as [$x, {b: $y}] | {$x, y: $y}",
                "{a:(try error catch .)}",
                "{a:(label $f | .x | ., break $f)}",
                "{a:@base64 \"x\\(.a|ascii_downcase)\"}",
                "def f($a; $b): $a+$b; {a:f(1;2)}",
                "def f: def g: 3; g; {a:f}",
                "{a:([foreach .[] as $x (0; .+$x; [$x,.])]|length)}",
                "{\"a b\":.x,@text \"c\":.y}",
                "{a:[.x[]|select(.k==\"v\")][0].w}",
                "{a:(..|numbers),b:limit(3; .[]),c:until(.>100; .*2)}",
            })
    void takesWhatIsJq(String query) {
        assertThat(JqQuery.parse(query)).isNotNull();
    }

    @Test
    void saysWhatDoesNotExist() {
        assertThatExceptionOfType(FirehoseException.class)
                .isThrownBy(() -> JqQuery.parse("{a:.x|nosuch(1;2)}"))
                .withMessageEndingWith("Function nosuch/2 does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "{a:.x, b:.y}; a b",
                "{\"a\":.x, \"b c\":.y}; a b c",
                "({a:.x}); a",
                "{a}; a",
                "{a:(.x, .y), b:{c:1, d:2}}; a b",
                "{a:.x|{c:1}|.c, if:1}; a if",
                ".y | {a:.x}; a",
                ".y as $y | {$y, z:1}; y z",
                "{}; ",
            })
    void tellsItsKeys(String query, String keys) {
        assertThat(JqQuery.parse(query).keys().map(found -> String.join(" ", found)))
                .hasValue(keys == null ? "" : keys);
    }

    @Test
    void isNotMisledByCommentsAndStrings() {
        assertThat(JqQuery.parse("# {b:1}\n{a:.x # } {\n, c:1}").keys()).hasValue(List.of("a", "c"));
        assertThat(JqQuery.parse("{a:\"}, b:\\(\"{\")\", c:1}").keys()).hasValue(List.of("a", "c"));
    }

    @Test
    void tellsItsKeysBehindDefinitions() {
        assertThat(JqQuery.parse("def f: .x; def g(h): h; {a:f, b:g(.y)}").keys())
                .hasValue(List.of("a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "{(.a):1}",
                "{\"\\(.a)\":1}",
                "{a:1} + {b:2}",
                "if .a then {a:1} else {b:1} end",
                "{a:1},{b:2}"
            })
    void tellsNoKeysThatItsTextDoesNotShow(String query) {
        assertThat(JqQuery.parse(query).keys()).isEmpty();
    }

    @Test
    void tellsSimplePaths() {
        assertThat(JqQuery.parse("{a:.x.y,\"b\":.z[\"k\"], c:.[\"d e\"], d:.\"e\".f, e:(.g), f}")
                        .simpleMembers())
                .hasValue(List.of(
                        new JqMember("a", List.of("x", "y")),
                        new JqMember("b", List.of("z", "k")),
                        new JqMember("c", List.of("d e")),
                        new JqMember("d", List.of("e", "f")),
                        new JqMember("e", List.of("g")),
                        new JqMember("f", List.of("f"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{a:.}",
                "{a:.x?}",
                "{a:.x[0]}",
                "{a:.x[]}",
                "{a:.x//1}",
                "{a:1}",
                "{a:.x,a:.y}",
                ".|{a:.x}",
                "{a:..}",
                "{a:.x|.y}",
                "{a:.x[1:2]}",
                "{a:.[\"x\\(1)\"]}",
                ". as $x|{$x}"
            })
    void takesNothingElseForSimple(String query) {
        assertThat(JqQuery.parse(query).simpleMembers()).isEmpty();
    }

    @Test
    void saysNothingOfTheDocumentWhenItFails() throws Exception {
        JqQuery query = JqQuery.parse("{a:.x.y}");
        assertThatExceptionOfType(JqException.class)
                .isThrownBy(() -> query.apply(JSON.readTree("{\"x\":\"secret\"}")))
                .withMessage("The query failed on the record");
    }

    @Test
    void failsWhereAQueryNeverEndsCallingItself() {
        JqQuery query = JqQuery.parse("def f: 1 + f; {a:f}");
        assertThatExceptionOfType(JqException.class).isThrownBy(() -> query.apply(JSON.nullNode()));
    }

    @Test
    void keepsAllDigitsOfLargeIntegers() throws Exception {
        assertThat(JqQuery.text(JSON.readTree("12345678901234567890123"))).isEqualTo("12345678901234567890123");
        assertThat(JqQuery.text(JSON.readTree("1565382027123456789"))).isEqualTo("1565382027123456789");
    }
}
