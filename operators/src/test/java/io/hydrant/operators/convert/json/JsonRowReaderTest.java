package io.hydrant.operators.convert.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.format.JsonReading;
import io.hydrant.core.format.JsonReading.SerDe;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.operators.convert.rows.ConversionFailure;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How columns are found in documents, and documents in records. */
class JsonRowReaderTest {
    private static final String MALFORMED_DATA = "MalformedData";
    private static final String PARSE_ERROR = "ParseError";

    private static JsonReading openX(boolean anyCase, boolean dots, Map<String, String> keys) {
        return new JsonReading(SerDe.OPEN_X, anyCase, dots, keys, List.of());
    }

    @Test
    void keysAreComparedInLowerCase() {
        Reading reading = Reading.of("user_id:int,s:struct<a:int>");
        for (String key : List.of("user_id", "USER_ID", "User_Id", "user_id", "\\u0055ser_id")) {
            assertThat(reading.read("{\"" + key + "\":1,\"S\":{\"A\":2}}")).isEqualTo("{user_id=1, s={a=2}}");
        }
    }

    @Test
    void keysAreComparedAsTheyAreIfThatIsAskedFor() {
        Reading reading = new Reading("a:int,s:struct<a:int>", openX(false, false, Map.of()));
        assertThat(reading.read("{\"A\":1,\"s\":{\"A\":2}}")).isEqualTo("{a=null, s={a=null}}");
        assertThat(reading.read("{\"a\":1,\"s\":{\"a\":2}}")).isEqualTo("{a=1, s={a=2}}");
    }

    @Test
    void hiveNeverLooksAtTheCase() {
        JsonReading exact = new JsonReading(SerDe.HIVE, false, false, Map.of(), List.of());
        assertThat(new Reading("a:int", exact).read("{\"A\":1}")).isEqualTo("{a=1}");
    }

    @Test
    void lettersBeyondAsciiHaveCasesToo() {
        assertThat(Reading.of("`\u00fcber`:int").read("{\"\u00dcBER\":1}")).isEqualTo("{\u00fcber=1}");
        assertThat(Reading.of("k:int").read("{\"\u212a\":1}")).isEqualTo("{k=1}");
    }

    @Test
    void dotsStandForUnderscoresIfThatIsAskedFor() {
        String record = "{\"a.b\":1,\"s\":{\"c.d\":{\"e.f\":2}}}";
        String fields = "a_b:int,s:struct<c_d:map<string,int>>";
        assertThat(Reading.of(fields).read(record)).isEqualTo("{a_b=null, s={c_d=null}}");
        assertThat(new Reading(fields, openX(true, true, Map.of())).read(record))
                .isEqualTo("{a_b=1, s={c_d={e.f=2}}}");
    }

    @Test
    void aColumnMayHaveAnotherKey() {
        Reading reading = new Reading(
                "ts:int,other:int,again:int,s:struct<ts:int>",
                openX(true, false, Map.of("ts", "Time Stamp", "again", "Time Stamp")));
        assertThat(reading.read("{\"ts\":1,\"time stamp\":2,\"other\":3,\"s\":{\"ts\":4}}"))
                .isEqualTo("{ts=2, other=3, again=2, s={ts=4}}");
        assertThat(reading.read("{\"time stamp\":\"x\"}")).isEqualTo(MALFORMED_DATA);
        assertThat(reading.read("{\"time stamp\":\"x\",\"time stamp\":\"5\"}"))
                .isEqualTo("{ts=5, other=null, again=5, s=null}");
    }

    @Test
    void theLastOfEqualKeysCounts() {
        Reading reading = Reading.of("a:int,s:struct<b:int>,m:map<int,int>");
        assertThat(reading.read("{\"a\":1,\"A\":2}")).isEqualTo("{a=2, s=null, m=null}");
        assertThat(reading.read("{\"a\":1,\"a\":null}")).isEqualTo("{a=null, s=null, m=null}");
        assertThat(reading.read("{\"a\":\"x\",\"s\":{\"b\":[]},\"a\":3,\"s\":{}}"))
                .isEqualTo("{a=3, s={b=null}, m=null}");
        assertThat(reading.read("{\"a\":3,\"a\":\"x\"}")).isEqualTo(MALFORMED_DATA);
        assertThat(reading.read("{\"a\":\"x\",\"s\":1,\"a\":3}")).isEqualTo(MALFORMED_DATA);
        assertThat(reading.read("{\"m\":{\"1\":{},\"2\":5,\"1\":6}}")).isEqualTo("{a=null, s=null, m={1=6, 2=5}}");
        assertThat(reading.read("{\"m\":{\"1\":6,\"2\":5,\"1\":{}}}")).isEqualTo(MALFORMED_DATA);
    }

    @Test
    void theLastOfEqualKeysCountsInLargeMaps() {
        String once =
                IntStream.range(0, 100).mapToObj(i -> "\"k" + i + "\":" + i).collect(Collectors.joining(","));
        String expected =
                IntStream.range(0, 100).mapToObj(i -> "k" + i + "=" + i).collect(Collectors.joining(", "));
        Reading reading = Reading.of("m:map<string,int>");
        for (int times = 0; times < 3; times++) {
            assertThat(reading.read("{\"m\":{" + once.replace(":", ":9") + "," + once + "}}"))
                    .isEqualTo("{m={" + expected + "}}");
        }
    }

    @Test
    void aRecordHoldsOneRowForEachDocument() {
        Reading reading = Reading.of("a:int");
        assertThat(reading.read("{\"a\":1}{\"a\":2}")).isEqualTo("{a=1}{a=2}");
        assertThat(reading.read(" {\"a\":1}\r\n\t{ }\n")).isEqualTo("{a=1}{a=null}");
        assertThat(reading.read("{\"a\":1}{\"a\":\"x\"}{\"a\":3}")).isEqualTo(MALFORMED_DATA);
        assertThat(reading.read("{\"a\":\"x\"}{")).isEqualTo(PARSE_ERROR);
        assertThat(reading.read("{\"a\":4}")).isEqualTo("{a=4}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t"})
    void aRecordOfNothingHasAMessageOfItsOwn(String record) {
        assertThat(Reading.of("a:int").failure(record))
                .isEqualTo(new ConversionFailure(
                        "DataFormatConversion.MalformedData", "The record was empty or contained only whitespace."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "[]",
                "[{}]",
                "\"\"",
                "{",
                "}",
                "{}}",
                "{},{}",
                "{}x",
                "{,\"a\":1}",
                "{\"a\":1,}",
                "{\"a\":1,,\"b\":1}",
                "{\"a\":1 \"b\":1}",
                "{\"a\" 1}",
                "{\"a\":}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":tru}",
                "{\"a\":nul}",
                "{\"a\":\"\n\"}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1}//",
                "\ufeff{}",
                "{\"unknown\":[1,],\"a\":1}",
                "{\"a\":\"no number\",\"b\":tru}"
            })
    void whatIsNoJsonIsAParseError(String record) {
        Reading reading = Reading.of("a:int,b:string");
        // So that all that is remembered of documents could mislead it.
        for (String known : List.of("{\"a\":1,\"b\":2}", "{\"x\":1,\"a\":1,\"b\":2}", "{\"b\":1}")) {
            assertThat(reading.failure(known)).isNull();
            assertThat(reading.failure(record))
                    .isEqualTo(new ConversionFailure("DataFormatConversion.ParseError", "Encountered malformed JSON."));
        }
    }

    @Test
    void theMessageNamesTheColumnAndNeverTheValue() {
        Reading reading = Reading.of("user:struct<tags:array<map<string,decimal(4,2)>>>");
        assertThat(reading.failure("{\"user\":{\"tags\":[{},{\"secret\":\"secret\"}]}}")
                        .errorMessage())
                .isEqualTo("Data does not match the schema. Column \"user.tags.element.value\" of type decimal(4,2)"
                        + " cannot hold this string.");
        assertThat(reading.failure("{\"user\":[]}").errorMessage())
                .isEqualTo("Data does not match the schema. Column \"user\" of type struct cannot hold this array.");
    }

    @Test
    void theOrderAndTheSpaceOfDocumentsMayChange() {
        Reading reading = Reading.of("a:int,b:int,c:int");
        String expected = "{a=1, b=2, c=3}";
        for (String record : List.of(
                "{\"a\":1,\"b\":2,\"c\":3}",
                "{ \"a\" : 1 , \"b\" : 2 , \"c\" : 3 }",
                "{\"a\":1,\"b\":   2,\n\n\"c\":3}",
                "{\"c\":3,\"b\":2,\"a\":1}",
                "{\"x\":0,\"a\":1,\"y\":[{}],\"b\":2,\"z\":null,\"c\":3,\"c\":3}",
                "{\"a\":1,\"b\":2,\"c\":3}")) {
            assertThat(reading.read(record)).isEqualTo(expected);
            assertThat(reading.read(record)).isEqualTo(expected);
        }
    }

    @Test
    void fieldsMayBeLeftOut() {
        Reading reading = Reading.of("a:int,b:int,c:int,d:int");
        assertThat(reading.read("{\"a\":1,\"b\":2,\"c\":3,\"d\":4}")).isEqualTo("{a=1, b=2, c=3, d=4}");
        assertThat(reading.read("{\"a\":1,\"c\":3,\"d\":4}")).isEqualTo("{a=1, b=null, c=3, d=4}");
        assertThat(reading.read("{\"a\":1,\"d\":4}")).isEqualTo("{a=1, b=null, c=null, d=4}");
        assertThat(reading.read("{\"c\":3,\"d\":4}")).isEqualTo("{a=null, b=null, c=3, d=4}");
        assertThat(reading.read("{\"a\":1,\"b\":2}")).isEqualTo("{a=1, b=2, c=null, d=null}");
        assertThat(reading.read("{,\"d\":4}")).isEqualTo(PARSE_ERROR);
        assertThat(reading.read("{\"a\":1,,\"d\":4}")).isEqualTo(PARSE_ERROR);
    }

    @Test
    void nestingHasAnEndBeforeTheStackHas() throws InterruptedException {
        StringBuilder failures = new StringBuilder();
        Runnable deep = () -> {
            ColumnType type = ColumnType.Primitive.STRING;
            for (int i = 0; i < 998; i++) {
                type = new ColumnType.Struct(List.of(new Column("a", type)));
            }
            Reading reading = new Reading(List.of(new Column("a", type)), JsonReading.DEFAULT);
            String open = "{\"a\":".repeat(999);
            String close = "}".repeat(999);
            failures.append(reading.failure(open + "1" + close));
            failures.append(reading.failure(open + "[]" + close));
            failures.append(reading.read(open + "[[]]" + close));
            failures.append(reading.read("{\"x\":" + "[".repeat(100_000)));
        };
        Thread thread = new Thread(null, deep, "with the stack that threads usually have", 1 << 20);
        thread.start();
        thread.join();
        assertThat(failures).hasToString("nullnull" + PARSE_ERROR + PARSE_ERROR);
    }

    @Test
    void aRecordOfTooManyValuesFails() {
        String fields = IntStream.range(0, 100).mapToObj(i -> "c" + i + ":int").collect(Collectors.joining(","));
        Reading reading = Reading.of(fields + ",a:array<struct<" + fields + ">>,m:map<int,struct<" + fields + ">>");
        assertThat(reading.failure("{}".repeat(50_000)).errorMessage())
                .isEqualTo("Data does not match the schema. The record holds too many values.");
        assertThat(reading.read("{\"a\":[{}" + ",{}".repeat(50_000) + "]}")).isEqualTo(MALFORMED_DATA);
        assertThat(reading.read("{\"m\":{\"1\":{}" + ",\"1\":{}".repeat(50_000) + "}}"))
                .isEqualTo(MALFORMED_DATA);
        assertThat(reading.read("{}".repeat(50_000) + "{]")).isEqualTo(PARSE_ERROR);
        assertThat(reading.read("{\"c0\":7}")).startsWith("{c0=7, c1=null");
    }
}
