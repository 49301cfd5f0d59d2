package io.hydrant.operators.convert.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hydrant.core.format.JsonReading;
import io.hydrant.core.format.JsonReading.SerDe;
import io.hydrant.core.schema.InvalidSchemaException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first and last values that a type holds, and the ones next to them. */
class EdgesOfTypesTest {
    private static final String MALFORMED = "DataFormatConversion.MalformedData";

    private static JsonReading hive(String... timestampFormats) {
        return new JsonReading(SerDe.HIVE, true, false, Map.of(), List.of(timestampFormats));
    }

    private static String openX(String type, String json) {
        String value = String.valueOf(Reading.value(type, JsonReading.DEFAULT, json));
        return value.equals(MALFORMED) ? "-" : value;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "tinyint, 127, 127",
                "tinyint, 128, -",
                "tinyint, -128, -128",
                "tinyint, -129, -",
                "smallint, 32767, 32767",
                "smallint, -32769, -",
                "int, 2147483647, 2147483647",
                "int, 2147483648, -",
                "bigint, 9223372036854775807, 9223372036854775807",
                "bigint, 9223372036854775808, -",
                "bigint, -9223372036854775808, -9223372036854775808",
                "bigint, -9223372036854775809, -",
                "bigint, '\"-9223372036854775808\"', -9223372036854775808",
                "bigint, 100000000000000000000000000, -",
                "int, -0, 0",
                "int, 1.0, -",
                "int, 1e0, -",
                "int, '\" 1\"', -",
                "int, '\"01\"', -",
                "int, '\"+1\"', -",
                "int, '\"\\u0031\"', 1",
                "double, 1e400, Infinity",
                "double, 1e-400, 0.0",
                "double, -0, -0.0",
                "double, 9007199254740993, 9.007199254740992E15",
                "double, 0.1234567890123456789, 0.12345678901234568",
                "float, 1e39, Infinity",
                "float, 16777217, 1.6777216E7",
                // By way of a double it would be rounded up twice.
                "float, 1.00000017881393432617187499, 1.0000001",
                "'char(4)', '\"\\ud83d\\ude00bc  de\"', '\ud83d\ude00bc'",
                "'varchar(2)', '\"\\ud83d\\ude00bc\"', '\ud83d\ude00b'",
                "binary, '\"QQ\"', -",
                "binary, '\"QQ=\"', -",
                "binary, '\"=QQ=\"', -",
                "binary, '\"Q-_=\"', -"
            })
    void numbersAndTexts(String type, String json, String expected) {
        assertThat(openX(type, json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'3,2', 9.994, 9.99",
                "'3,2', 9.995, -",
                "'3,2', -9.994999, -9.99",
                "'3,2', 0.005, 0.01",
                "'3,2', -0.005, -0.01",
                "'3,2', 0.00499999999999999999999999999999, 0.00",
                "'3,2', 0.00500000000000000000000000000000, 0.01",
                "'3,2', 99e-1, 9.90",
                "'3,2', 0.00099e3, 0.99",
                "'3,2', 1e1, -",
                "'3,2', 1e999999999999, -",
                "'3,2', 1e-999999999999, 0.00",
                "'3,2', 0e999999999999, 0.00",
                "'2,2', 0.99, 0.99",
                "'2,2', 1, -",
                "'18,0', 999999999999999999, 999999999999999999",
                "'18,0', 999999999999999999.5, -",
                "'18,18', 0.999999999999999999, 0.999999999999999999",
                "'19,0', 1000000000000000000, 1000000000000000000",
                "'19,1', -999999999999999999.95, -",
                "'38,18', 12.5, 12.500000000000000000",
                "'38,18', -12345678901234567890.123456789012345678, -12345678901234567890.123456789012345678",
                "'38,0', 99999999999999999999999999999999999999, 99999999999999999999999999999999999999",
                "'38,0', 100000000000000000000000000000000000000, -",
                "'20,2', -1, -1.00",
                "'20,2', 1.28, 1.28",
                "'5,2', '\"1.5\"', 1.50",
                "'5,2', '\".5\"', -"
            })
    void decimals(String parameters, String json, String expected) {
        assertThat(openX("decimal(" + parameters + ")", json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"2024-02-29T23:59:59Z\"', 2024-02-29T23:59:59Z",
                "'\"2026-02-29T23:59:59Z\"', -",
                "'\"1900-02-29 00:00:00\"', -",
                "'\"2000-02-29 00:00:00\"', 2000-02-29T00:00:00Z",
                "'\"0000-01-01 00:00:00\"', 0000-01-01T00:00:00Z",
                "'\"9999-12-31 23:59:59.999999999\"', 9999-12-31T23:59:59.999999999Z",
                "'\"1969-12-31 23:59:59.5\"', 1969-12-31T23:59:59.500Z",
                "'\"2026-01-31 23:59:60\"', -",
                "'\"2026-01-31 24:00:00\"', -",
                "'\"2026-01-31T12:00:00\"', -",
                "'\"2026-1-31T12:00:00Z\"', -",
                "'\"2026-01-31 12:00:00Z\"', -",
                "'\"2026-01-31 12:00:00.\"', -",
                "'\"2026-01-31 12:00:00.0000000001\"', -",
                "'\"2026-01-31T12:00:00+00:00\"', -",
                "'\"2026-01-31 1:00:00\"', -",
                "'\"2026-01-31\"', -",
                "0, 1970-01-01T00:00:00Z",
                "-1, 1969-12-31T23:59:59Z",
                "-0.25, 1969-12-31T23:59:59.750Z",
                "1.0000000019, 1970-01-01T00:00:01.000000001Z",
                "253402300799, 9999-12-31T23:59:59Z",
                "253402300800, -",
                "999999999999, -",
                "1000000000000, 2001-09-09T01:46:40Z",
                "253402300799999, 9999-12-31T23:59:59.999Z",
                "-1000000000001, 1938-04-24T22:13:19.999Z",
                "1769863896789123, -",
                "1769863896789123456, -",
                "99999999999999999999999, -",
                "1.7e9, -",
                "'\"1769863896\"', 2026-01-31T12:51:36Z",
                "'\"\"', -"
            })
    void timestampsOfOpenX(String json, String expected) {
        assertThat(openX("timestamp", json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "millis, 1769863896789, 2026-01-31T12:51:36.789Z",
                "millis, '\"1769863896789\"', 2026-01-31T12:51:36.789Z",
                "millis, -1, 1969-12-31T23:59:59.999Z",
                "millis, 1.5, -",
                "millis, '\"2026-01-31 12:51:36\"', -",
                "yyyy-MM-dd'T'HH:mm:ss.SSSZ, '\"2026-01-31T14:51:36.789+0200\"', 2026-01-31T12:51:36.789Z",
                "yyyy-MM-dd'T'HH:mm:ss, '\"2026-01-31T12:51:36\"', 2026-01-31T12:51:36Z",
                "yyyy-MM-dd'T'HH:mm:ss, '\"2026-01-31T12:51:36Z\"', -",
                "yyyy-MM-dd'T'HH:mm:ss, '\"2026-13-31T12:51:36\"', -",
                "yyyy-MM-dd'T'HH:mm:ss, '\"2026-02-29T12:51:36\"', -",
                "yyyyMMdd, 20260131, 2026-01-31T00:00:00Z",
                "HH:mm, '\"12:51\"', 1970-01-01T12:51:00Z",
                "EEE MMM dd HH:mm:ss yyyy, '\"Sat Jan 31 12:51:36 2026\"', 2026-01-31T12:51:36Z",
                "yyyy, '\"123456\"', -"
            })
    void timestampsOfHive(String format, String json, String expected) {
        Object value = Reading.value("timestamp", hive(format), json);
        assertThat(value.equals(MALFORMED) ? "-" : value.toString()).isEqualTo(expected);
    }

    @Test
    void theFirstFormatThatFitsIsTaken() {
        JsonReading reading = hive("yyyy-MM-dd", "MM/dd/yyyy", "millis");
        assertThat(Reading.value("timestamp", reading, "\"2026-01-31\"")).hasToString("2026-01-31T00:00:00Z");
        assertThat(Reading.value("timestamp", reading, "\"01/31/2026\"")).hasToString("2026-01-31T00:00:00Z");
        assertThat(Reading.value("timestamp", reading, "-60000")).hasToString("1969-12-31T23:59:00Z");
        assertThat(Reading.value("timestamp", reading, "\"2026-01-31 12:51:36\""))
                .isEqualTo(MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yyyy-MM-ddTHH", "not a pattern", ""})
    void aFormatThatIsNoneIsRefused(String format) {
        JsonReading reading = hive(format);
        assertThatExceptionOfType(InvalidSchemaException.class)
                .isThrownBy(() -> new Reading("t:timestamp", reading))
                .withMessageContaining(format);
    }
}
