package io.hydrant.sinks.splunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.sinks.request.Verdict;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SplunkFailuresTest {
    @ParameterizedTest(name = "{0} {1} -> {3}")
    @CsvSource({
        "403, 1, RETRY, Splunk.DisabledToken",
        "401, 2, RETRY, Splunk.InvalidToken",
        "401, 3, RETRY, Splunk.InvalidToken",
        "403, 4, RETRY, Splunk.InvalidToken",
        "400, 5, RETRY, Splunk.InvalidDataFormat",
        "400, 6, RETRY, Splunk.InvalidDataFormat",
        "400, 7, RETRY, Splunk.InvalidIndex",
        "500, 8, RETRY, Splunk.ServerError",
        "503, 9, UNAVAILABLE, Splunk.IndexerBusy",
        "400, 10, RETRY, Splunk.InvalidDataFormat",
        "400, 11, RETRY, Splunk.InvalidDataFormat",
        "400, 12, RETRY, Splunk.InvalidDataFormat",
        "400, 13, RETRY, Splunk.InvalidDataFormat",
        "400, 14, RETRY, Splunk.DisabledAck",
        "400, 15, RETRY, Splunk.InvalidDataFormat",
        "503, 18, UNAVAILABLE, Splunk.IndexerBusy",
        "503, 20, UNAVAILABLE, Splunk.IndexerBusy",
        "503, 23, UNAVAILABLE, Splunk.IndexerBusy",
        "429, 26, UNAVAILABLE, Splunk.IndexerBusy",
        "429, -1, UNAVAILABLE, Splunk.IndexerBusy",
        "500, -1, RETRY, Splunk.ServerError",
        "502, -1, UNAVAILABLE, Splunk.ServerError",
        "503, -1, UNAVAILABLE, Splunk.ServerError",
        "401, -1, RETRY, Splunk.InvalidToken",
        "403, -1, RETRY, Splunk.InvalidToken",
        "400, -1, RETRY, Splunk.InvalidDataFormat",
        "413, -1, RETRY, Splunk.InvalidDataFormat",
        "200, -1, RETRY, Splunk.InvalidEndpoint",
        "301, -1, RETRY, Splunk.InvalidEndpoint",
        "404, 404, RETRY, Splunk.InvalidEndpoint",
    })
    void answersHaveFirehosesCodes(int status, int code, Verdict.Kind kind, String expected) {
        Verdict verdict = SplunkFailures.of(new HecAnswer(status, code, "so it is", 3));

        assertThat(verdict.kind()).isEqualTo(kind);
        assertThat(verdict.code()).isEqualTo(expected);
        assertThat(verdict.message()).endsWith(" (HTTP status " + status + ": so it is).");
    }

    @Test
    void onlyWhatCanBeAskedForIsTaken() {
        assertThat(SplunkFailures.of(new HecAnswer(200, 0, "Success", 0))).isNull();
        assertThat(SplunkFailures.of(new HecAnswer(200, 0, "Success", HecAnswer.NONE)))
                .isSameAs(SplunkFailures.DISABLED_ACK);
        assertThat(SplunkFailures.of(new HecAnswer(201, 0, "Success", 0)).code())
                .isEqualTo("Splunk.InvalidEndpoint");
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new HttpConnectTimeoutException("x"), "Splunk.ConnectionTimeout"),
                Arguments.of(new HttpTimeoutException("x"), "Splunk.ConnectionTimeout"),
                Arguments.of(new TimeoutException(), "Splunk.ConnectionTimeout"),
                Arguments.of(new ConnectException("x"), "Splunk.InvalidEndpoint"),
                Arguments.of(new EOFException("x"), "Splunk.ConnectionClosed"),
                Arguments.of(new IOException("x"), "Splunk.ConnectionClosed"),
                Arguments.of(new UncheckedIOException(new IOException("x")), "Splunk.ConnectionClosed"),
                Arguments.of(new SSLPeerUnverifiedException("x"), "Splunk.SSLUnverified"),
                Arguments.of(handshake(new CertificateException("No name matching")), "Splunk.SSLUnverified"),
                Arguments.of(handshake(new CertificateExpiredException()), "Splunk.SSLHandshake"),
                Arguments.of(new SSLHandshakeException("x"), "Splunk.SSLHandshake"));
    }

    private static Exception handshake(Exception cause) {
        SSLHandshakeException error = new SSLHandshakeException("x");
        error.initCause(cause);
        return error;
    }

    @ParameterizedTest
    @MethodSource("errors")
    void errorsOfTheNetworkHoldOthersBack(Exception error, String code) {
        assertThat(SplunkFailures.of(new CompletionException(error)))
                .matches(verdict -> verdict.kind() == Verdict.Kind.UNAVAILABLE
                        && verdict.code().equals(code));
    }

    @Test
    void whatIsNoErrorOfTheNetworkIsADefect() {
        IllegalArgumentException defect = new IllegalArgumentException();
        assertThatThrownBy(() -> SplunkFailures.of(defect)).hasCause(defect);
    }

    @Test
    void aTimeoutSaysWhyNobodyCouldBeAsked() {
        Verdict plain = SplunkFailures.ackTimeout(Duration.ofMinutes(3), SplunkFailures.ofQuestion(null, null));
        assertThat(plain.code()).isEqualTo("Splunk.AckTimeout");
        assertThat(plain.message())
                .isEqualTo("No acknowledgment came within 180000 ms. The records may have been indexed all the same.");
        assertThat(SplunkFailures.ackTimeout(
                                Duration.ofMinutes(3), SplunkFailures.ofQuestion(null, new ConnectException("refused")))
                        .message())
                .endsWith("all the same. The last question for it failed. HECEndpoint cannot be reached:"
                        + " ConnectException, refused.");
    }
}
