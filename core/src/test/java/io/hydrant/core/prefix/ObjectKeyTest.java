package io.hydrant.core.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectKeyTest {
    private static final long THEN = Instant.parse("2018-08-27T10:30:00Z").toEpochMilli();
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(
            nullValues = "unset",
            value = {
                "unset, myFirehoseFailures/!{firehose:error-output-type}/, 2018/08/27/10/, myFirehoseFailures/processing-failed/",
                "unset, unset, 2018/08/27/10/, processing-failed/2018/08/27/10/",
                "'', '', 2018/08/27/10/, processing-failed/2018/08/27/10/",
                "a/y=!{timestamp:yyyy}/r=!{firehose:random-string}, e/!{firehose:error-output-type}/!{timestamp:yyyy}/x/!{timestamp:dd}, a/y=2018/r=<random>, e/processing-failed/2018/x/27",
                "myFirehosePrefix, unset, myFirehosePrefix2018/08/27/10/, myFirehosePrefixprocessing-failed/2018/08/27/10/",
                "legacy/, unset, legacy/2018/08/27/10/, legacy/processing-failed/2018/08/27/10/",
                "data/, errors/, data/2018/08/27/10/, errors/2018/08/27/10/",
                "r/!{firehose:random-string}/, errors/, r/<random>/, errors/2018/08/27/10/",
                "!{timestamp:yyyy'-'MM'-'dd}/, !{firehose:error-output-type}/!{timestamp:yyyy'-'MM'-'dd}/, 2018-08-27/, processing-failed/2018-08-27/",
                "!{timestamp:'year='yyyy'/month='MM'/'}, !{firehose:error-output-type}/!{firehose:error-output-type}/, year=2018/month=08/, processing-failed/processing-failed/",
                "/lead!ing/ü{x}, unset, /lead!ing/ü{x}2018/08/27/10/, /lead!ing/ü{x}processing-failed/2018/08/27/10/",
            })
    void evaluatesPrefixesAsTheContractsExamples(String prefix, String errorPrefix, String data, String errors) {
        assertThat(key(PrefixRules.data(prefix), ".gz").next(THEN))
                .matches(literal(data) + "clicks-1-2018-08-27-10-30-00-" + UUID + "\\.gz");
        assertThat(key(PrefixRules.errors(prefix, errorPrefix), "").next(THEN, "processing-failed"))
                .matches(literal(errors) + "clicks-1-2018-08-27-10-30-00-" + UUID);
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(
            nullValues = "unset",
            delimiter = '|',
            value = {
                "!{timestamp:yyyy/MM/dd}|unset|ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
                "!{firehose:random-string}/|''|ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
                "!{firehose:error-output-type}/|e/!{firehose:error-output-type}/|Prefix cannot contain !{firehose:error-output-type}",
                "unset|e/!{timestamp:yyyy}/|ErrorOutputPrefix must contain at least one instance of !{firehose:error-output-type}",
                "!{partitionKeyFromQuery:customer}/|e/!{firehose:error-output-type}/|Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is enabled.",
                "!{partitionKeyFromLambda:customer}/|e/!{firehose:error-output-type}/|Dynamic Partitioning Namespaces can only be part",
                "unset|!{partitionKeyFromQuery:c}!{firehose:error-output-type}/|ErrorOutputPrefix cannot contain Dynamic",
                "!{partitionKeyFromQuery:}/|e/|names no key",
                "!{timestamp:yyyy|e/|Invalid prefix expression '!{timestamp:yyyy': it has no closing brace",
                "!{timestamp}|e/|Invalid prefix expression '!{timestamp}': it has no date pattern",
                "!{timestamp:}|e/|it has no date pattern",
                "!{timestamp:yyyy-bb}|e/|is not a pattern of Java's DateTimeFormatter",
                "!{firehose:nonsense}|e/|Invalid prefix expression '!{firehose:nonsense}'",
                "!{weather:sunny}|e/|its namespace is none of timestamp, firehose, partitionKeyFromQuery",
                "!{}|e/|its namespace is none of",
                "a/../../b/|unset|must not contain the path segment '..'",
                "./a/|unset|must not contain the path segment '.'",
                "a/!{timestamp:'../'}|e/!{firehose:error-output-type}|must not contain the path segment '..'",
                "unset|../!{firehose:error-output-type}/|must not contain the path segment '..'",
                "tab\there|unset|must not contain control characters",
            })
    void refusesWhatBreaksTheRules(String prefix, String errorPrefix, String message) {
        assertThatThrownBy(() -> {
                    PrefixRules.data(prefix);
                    PrefixRules.errors(prefix, errorPrefix);
                })
                .isInstanceOfSatisfying(
                        FirehoseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining(message);
    }

    @Test
    void countsPrefixesAfterEvaluation() {
        String fits = "x".repeat(512 - "2018/08/27/10/".length());
        assertThat(PrefixRules.data(fits).text()).startsWith(fits);
        assertThatThrownBy(() -> PrefixRules.data(fits + "x"))
                .hasMessageContaining("must not be longer than 512 characters after evaluation, but becomes 513");
        // 900 characters as written, 100 when evaluated.
        assertThat(PrefixRules.data("!{timestamp:dd}".repeat(60)).isLiteral()).isFalse();
    }

    @Test
    void putsAllTimesInTheDestinationsZone() {
        ObjectKey key =
                new ObjectKey(PrefixRules.data(""), "clicks", "7", "", PrefixRules.timeZone("America/Los_Angeles"));
        assertThat(key.next(Instant.parse("2026-01-01T07:59:59.999Z").toEpochMilli()))
                .matches("2025/12/31/23/clicks-7-2025-12-31-23-59-59-" + UUID);
        assertThatThrownBy(() -> PrefixRules.timeZone("Mars/Olympus"))
                .hasMessageContaining("CustomTimeZone 'Mars/Olympus'");
        assertThat(PrefixRules.timeZone("")).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void givesEachObjectAndEachOccurrenceItsOwnRandomString() {
        PrefixExpression twice = PrefixExpression.parse("!{firehose:random-string}/!{firehose:random-string}");
        String[] parts =
                twice.evaluate(Instant.EPOCH.atZone(ZoneOffset.UTC), "").split("/");
        assertThat(parts).hasSize(2).allMatch(part -> part.matches("[0-9a-f]{11}"));
        assertThat(parts[0]).isNotEqualTo(parts[1]);
        ObjectKey key = key(PrefixRules.data(""), "");
        assertThat(key.next(THEN)).isNotEqualTo(key.next(THEN));
    }

    @Test
    void travelsToTheWorkers() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(key(PrefixRules.data("p/"), ".zip"));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((ObjectKey) in.readObject()).next(THEN)).matches("p/2018/08/27/10/clicks-1-.*\\.zip");
        }
    }

    private static ObjectKey key(PrefixExpression prefix, String extension) {
        return new ObjectKey(prefix, "clicks", "1", extension, ZoneOffset.UTC);
    }

    private static String literal(String expected) {
        return "\\Q" + expected.replace("<random>", "\\E[0-9a-f]{11}\\Q") + "\\E";
    }
}
