package io.hydrant.sinks.http;

import io.hydrant.clients.http.BoundedBody;
import io.hydrant.sinks.request.Verdict;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Firehose's codes for what can go wrong with an HTTP endpoint, and the sentences that go with them. */
final class HttpFailures {
    /** Firehose's limit of an answer. */
    static final int MAX_ANSWER_BYTES = 1 << 20;

    private static final int TOO_LARGE = 413;
    /** What says that the endpoint, or who stands before it, does not take any requests now. */
    private static final Set<Integer> UNAVAILABLE = Set.of(429, 502, 503, 504);

    /**
     * What is kept of an answer in the error output. Firehose does not say how much it keeps; this is enough for a sentence,
     * and little enough for the lines of 10,000 records.
     */
    private static final int MAX_SHOWN = 1000;

    private static final Verdict ANSWER_TOO_LARGE = Verdict.retry(
            "HttpEndpoint.ResponseTooLarge",
            "The response of the endpoint is larger than " + MAX_ANSWER_BYTES + " bytes.");

    /** An addition: Firehose's own records cannot be that long. */
    static final Verdict RECORD_TOO_LARGE = Verdict.rejected(
            "HttpEndpoint.RecordTooLarge",
            "The record has more than " + RequestBody.MAX_DATA_BYTES + " bytes, which no request may hold.");

    /** An addition: a secret may hold anything. It may be put right, so the records are kept. */
    static final Verdict INVALID_ACCESS_KEY = Verdict.unavailable(
            "HttpEndpoint.InvalidAccessKey", "The access key has characters that an HTTP header cannot carry.");

    private HttpFailures() {}

    /** An answer to the letter that says no. */
    static Verdict refusal(int status, String answer) {
        String shown = answer.length() > MAX_SHOWN ? answer.substring(0, MAX_SHOWN) + "..." : answer;
        return ofStatus(
                status,
                "HttpEndpoint.DestinationException",
                "Received the following response from the endpoint destination. " + status + ": " + shown);
    }

    /** An answer that breaks the response format, whatever its status; nothing of it is shown. */
    static Verdict invalid(int status, String why) {
        return ofStatus(
                status,
                "HttpEndpoint.InvalidResponseFromDestination",
                "The response of the endpoint, with HTTP status " + status + ", is not to the specification: " + why
                        + ".");
    }

    private static Verdict ofStatus(int status, String code, String message) {
        if (status == TOO_LARGE) {
            return Verdict.rejected(code, message);
        }
        return UNAVAILABLE.contains(status) ? Verdict.unavailable(code, message) : Verdict.retry(code, message);
    }

    /**
     * There is no answer, or not all of it.
     *
     * @param timeout of an answer
     */
    static Verdict of(Throwable error, Duration timeout) {
        if (BoundedBody.isTooLong(error)) {
            return ANSWER_TOO_LARGE;
        }
        Throwable root = error;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof SSLException) {
                return noAnswer("SSLHandshakeFailure", "TLS with the endpoint cannot be agreed on", cause);
            }
            if (cannotConnect(cause)) {
                return noAnswer("ConnectionFailed", "The endpoint cannot be connected to", cause);
            }
            if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
                return Verdict.unavailable(
                        "HttpEndpoint.RequestTimeout",
                        "The endpoint did not respond within " + timeout.toMillis() + " ms.");
            }
        }
        return noAnswer("ConnectionReset", "The connection to the endpoint broke", root);
    }

    private static boolean cannotConnect(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof UnresolvedAddressException;
    }

    /** The client's exceptions say what is wrong with the network, and nothing of any record. */
    private static Verdict noAnswer(String code, String what, Throwable cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return Verdict.unavailable("HttpEndpoint." + code, what + ": " + why);
    }
}
