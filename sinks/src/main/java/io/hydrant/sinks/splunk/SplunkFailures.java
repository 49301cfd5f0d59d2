package io.hydrant.sinks.splunk;

import io.hydrant.clients.http.BoundedBody;
import io.hydrant.sinks.request.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Firehose's codes for what can go wrong with Splunk. All of it is tried again as long as the stream's RetryOptions say: as
 * Firehose does, which takes no failure for final. Those that say that nobody is there, or that it cannot take more, hold
 * the other requests back as well.
 */
final class SplunkFailures {
    static final Verdict DISABLED_ACK = Verdict.retry(
            "Splunk.DisabledAck",
            "Splunk took the records but gave no acknowledgment id. Turn indexer acknowledgment on for the token.");
    static final Verdict WITHOUT_STICKY_SESSIONS = Verdict.retry(
            "Splunk.ProxyWithoutStickySessions",
            "Splunk gave an acknowledgment id of this channel a second time: its process was started anew, or a proxy before"
                    + " several of them has no sticky sessions. Turn them on for the proxy, without expiration.");

    /** What says that there is nobody behind a proxy; another error may be that of single records. */
    private static final Set<Integer> OF_PROXIES = Set.of(502, 503, 504);

    private SplunkFailures() {}

    /** No indexer has acknowledged a request in time. */
    static Verdict ackTimeout(Duration timeout, String lastFailure) {
        return Verdict.retry(
                "Splunk.AckTimeout",
                "No acknowledgment came within " + timeout.toMillis()
                        + " ms. The records may have been indexed all the same." + lastFailure);
    }

    /** What an answer to data means; null if the records were taken and can be asked for. */
    static @Nullable Verdict of(HecAnswer answer) {
        boolean taken = answer.httpStatus() == 200 && answer.code() == 0;
        if (taken) {
            return answer.ackId() == HecAnswer.NONE ? DISABLED_ACK : null;
        }
        String said = said(answer);
        return switch (answer.code()) {
            case 1 -> Verdict.retry("Splunk.DisabledToken", "The token is disabled" + said);
            case 2, 3, 4 -> Verdict.retry("Splunk.InvalidToken", "The token is not one of this collector's" + said);
            case 5, 6, 10, 11, 12, 13, 15 ->
                Verdict.retry(
                        "Splunk.InvalidDataFormat",
                        "The records are not what the endpoint takes: events are JSON objects, each with a member \"event\", and"
                                + " raw data are not empty" + said);
            case 7 -> Verdict.retry("Splunk.InvalidIndex", "The token may not write to the index" + said);
            case 9, 18, 20, 23, 26, 27 ->
                Verdict.unavailable("Splunk.IndexerBusy", "Splunk takes no more data now" + said);
            case 14 -> Verdict.retry("Splunk.DisabledAck", "Turn indexer acknowledgment on for the token" + said);
            default -> ofStatus(answer.httpStatus(), said);
        };
    }

    private static Verdict ofStatus(int status, String said) {
        if (status == 429) {
            return Verdict.unavailable("Splunk.IndexerBusy", "Splunk takes no more data now" + said);
        }
        if (status >= 500) {
            String message = "Splunk, or who stands before it, has an error of its own" + said;
            return OF_PROXIES.contains(status)
                    ? Verdict.unavailable("Splunk.ServerError", message)
                    : Verdict.retry("Splunk.ServerError", message);
        }
        if (status == 401 || status == 403) {
            return Verdict.retry("Splunk.InvalidToken", "The token was refused" + said);
        }
        if (status == 400 || status == 413) {
            return Verdict.retry("Splunk.InvalidDataFormat", "The request was refused" + said);
        }
        return Verdict.retry("Splunk.InvalidEndpoint", "Nothing at HECEndpoint answers as a collector does" + said);
    }

    private static String said(HecAnswer answer) {
        return " (HTTP status " + answer.httpStatus() + (answer.text().isEmpty() ? ")." : ": " + answer.text() + ").");
    }

    /** What it means that there is no answer: the client's exceptions are all of the network. */
    static Verdict of(Throwable thrown) {
        Throwable error = thrown;
        while ((error instanceof CompletionException || error instanceof UncheckedIOException)
                && error.getCause() != null) {
            error = error.getCause();
        }
        String said = ": " + error.getClass().getSimpleName()
                + (error.getMessage() == null ? "." : ", " + error.getMessage() + ".");
        if (error instanceof SSLException) {
            return Verdict.unavailable(
                    isOfAnotherHost(error) ? "Splunk.SSLUnverified" : "Splunk.SSLHandshake",
                    (isOfAnotherHost(error)
                                    ? "The certificate at HECEndpoint is that of another host"
                                    : "No secure connection to HECEndpoint came about; its certificate has to be trusted here")
                            + said);
        }
        if (BoundedBody.isTooLong(error)) {
            return Verdict.retry("Splunk.InvalidEndpoint", "Nothing at HECEndpoint answers as a collector does" + said);
        }
        if (error instanceof HttpTimeoutException || error instanceof TimeoutException) {
            return Verdict.unavailable("Splunk.ConnectionTimeout", "Splunk does not answer in time" + said);
        }
        if (error instanceof ConnectException || error instanceof UnresolvedAddressException) {
            return Verdict.unavailable("Splunk.InvalidEndpoint", "HECEndpoint cannot be reached" + said);
        }
        if (error instanceof IOException) {
            return Verdict.unavailable(
                    "Splunk.ConnectionClosed", "The connection was closed before there was an answer" + said);
        }
        throw new IllegalStateException("not of the network", error);
    }

    /** Why a question for acknowledgments was of no use, as a sentence behind others; empty if it was answered. */
    static String ofQuestion(@Nullable HttpResponse<byte[]> response, @Nullable Throwable error) {
        if (error != null) {
            return " The last question for it failed. " + of(error).message();
        }
        return response == null || response.statusCode() == 200
                ? ""
                : " The last question for it was refused" + said(HecAnswer.of(response));
    }

    /** The JDK tells it from a certificate that it does not trust by the class of the cause only. */
    private static boolean isOfAnotherHost(Throwable error) {
        return error instanceof SSLPeerUnverifiedException
                || (error.getCause() != null && error.getCause().getClass() == CertificateException.class);
    }
}
