package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.sinks.request.Verdict;
import io.hydrant.sinks.request.Verdict.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchVerdictsTest {
    @ParameterizedTest
    @CsvSource({
        "200, DELIVERED",
        "201, DELIVERED",
        "400, REJECTED",
        "403, REJECTED",
        "404, REJECTED",
        "409, REJECTED",
        "408, RETRY",
        "429, RETRY",
        "500, RETRY",
        "503, RETRY"
    })
    void ofADocument(int status, Kind kind) {
        Verdict verdict = SearchVerdicts.ofDocument(status, "{\"type\":\"some_exception\"}");

        assertThat(verdict.kind()).isEqualTo(kind);
        if (kind != Kind.DELIVERED) {
            assertThat(verdict.code()).isEqualTo(Integer.toString(status));
            assertThat(verdict.message()).isEqualTo("{\"type\":\"some_exception\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, UNAVAILABLE",
        "301, UNAVAILABLE",
        "400, REJECTED",
        "401, UNAVAILABLE",
        "403, UNAVAILABLE",
        "404, REJECTED",
        "406, REJECTED",
        "408, UNAVAILABLE",
        "413, REJECTED",
        "429, UNAVAILABLE",
        "500, UNAVAILABLE",
        "502, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void ofAWholeRequest(int status, Kind kind) {
        Verdict verdict = SearchVerdicts.ofRequest(status, "{\"message\":\n \"why\"}".getBytes(UTF_8));

        assertThat(verdict.kind()).isEqualTo(kind);
        assertThat(verdict.code()).isEqualTo(Integer.toString(status));
        assertThat(verdict.message()).endsWith("{\"message\": \"why\"}");
    }

    @Test
    void messagesAreCut() {
        assertThat(SearchVerdicts.ofRequest(500, "x".repeat(100_000).getBytes(UTF_8))
                        .message())
                .hasSize(1000);
        assertThat(SearchVerdicts.ofRequest(413, new byte[0]).message()).isEqualTo("the server gave no reason");
    }
}
